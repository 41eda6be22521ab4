namespace ClinSeek.Reasoning.Likelihood.Packs;

/// <summary>A finding that must stand so for another one to count.</summary>
/// <param name="Finding">The other finding's key.</param>
/// <param name="Is"><c>present</c>, or <c>notPresent</c> which unknown satisfies as well.</param>
public sealed record PackCondition(string Finding, string Is)
{
    /// <summary>The word for «not known to be present».</summary>
    public const string NotPresent = "notPresent";
}
