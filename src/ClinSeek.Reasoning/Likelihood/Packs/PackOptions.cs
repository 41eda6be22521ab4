namespace ClinSeek.Reasoning.Likelihood.Packs;

/// <summary>Packs beside those that come with the program. The section is <c>Packs</c>.</summary>
public sealed record PackOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Packs";

    /// <summary>A folder whose <c>*.json</c> files are packs; null for none. One with the key of a built-in pack takes its place.</summary>
    public string? Folder { get; init; }
}
