namespace ClinSeek.Knowledge.Sources;

/// <summary>A short text of medical knowledge with where it comes from. Holds no PHI. One JSON object a line in a pack.</summary>
public sealed record Passage
{
    /// <summary>The version of this record's form that this code reads and writes.</summary>
    public const int CurrentFormatVersion = 1;

    /// <summary>The scheme of <see cref="Address"/>.</summary>
    public const string Scheme = "knowledge:";

    /// <summary>The version of this record's form.</summary>
    public int FormatVersion { get; init; } = CurrentFormatVersion;

    /// <summary>A stable id, <c>[a-z0-9-]+</c>, unique in its pack.</summary>
    public required string Id { get; init; }

    /// <summary>What the passage is about.</summary>
    public required string Title { get; init; }

    /// <summary>The text, one or more paragraphs.</summary>
    public required IReadOnlyList<string> Text { get; init; }

    /// <summary>The publication that the statements rest on, as a reader would look it up.</summary>
    public required string Source { get; init; }

    /// <summary>When the passage was written, <c>yyyy-MM-dd</c>.</summary>
    public required string Date { get; init; }

    /// <summary>The licence of the text, as an SPDX expression.</summary>
    public required string License { get; init; }

    /// <summary>Ids of passages that a reader may want next.</summary>
    public IReadOnlyList<string> Related { get; init; } = [];

    /// <summary>The address by which <c>browser.open</c> finds it. Never a network address: nothing is fetched.</summary>
    public string Address => Scheme + Id;
}
