namespace ClinSeek.Reasoning.Likelihood.Packs;

/// <summary>How a pack's presenting problem is recognised.</summary>
/// <param name="Name">The problem in words.</param>
/// <param name="Terms">Words of a question or an encounter's reason; <c>*</c> at a word's end stands for any ending.</param>
/// <param name="Icd10Cm">Prefixes of ICD-10-CM codes of an encounter's reason.</param>
/// <param name="Snomed">SNOMED CT codes of an encounter's reason.</param>
/// <param name="AnyCourse">Whether the figures hold for a chronic course too; without it a question about one is refused.</param>
public sealed record PackProblem(
    string Name, IReadOnlyList<string> Terms, IReadOnlyList<string>? Icd10Cm = null, IReadOnlyList<string>? Snomed = null, bool AnyCourse = false);
