namespace ClinSeek.Reasoning.Likelihood.Packs;

/// <summary>A finding that must stand so for another one to count.</summary>
/// <param name="Finding">The other finding's key.</param>
/// <param name="Is"><c>present</c>, <c>absent</c> or a band's key; or <c>notPresent</c>, which unknown satisfies as well.</param>
public sealed record PackCondition(string Finding, string Is)
{
    /// <summary>The word for «not known to be present».</summary>
    public const string NotPresent = "notPresent";

    /// <summary>Whether it holds in a state of the other finding; null is unknown.</summary>
    public bool Holds(string? state) => Is == NotPresent ? state != PackFinding.Present : state == Is;
}
