namespace ClinSeek.Functions.Privacy;

/// <summary>The reasoners, by name, whose model's endpoint is none of the trusted hosts.</summary>
public sealed record OutsideReasoners(IReadOnlyList<string> Names)
{
    /// <summary>Nobody.</summary>
    public static OutsideReasoners None { get; } = new([]);
}
