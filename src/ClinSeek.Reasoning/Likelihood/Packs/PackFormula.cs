namespace ClinSeek.Reasoning.Likelihood.Packs;

/// <summary>A formula of a pack.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Name">What it gives, in words.</param>
/// <param name="Expression">The formula over the pack's quantities, <c>age</c> (years) and <c>female</c> (1 or 0), in the notation of the scores.</param>
/// <param name="WithinHours">How far apart its inputs may have been taken; null for any distance.</param>
public sealed record PackFormula(string Key, string Name, string Expression, int? WithinHours = 24);
