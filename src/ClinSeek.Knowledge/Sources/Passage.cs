namespace ClinSeek.Knowledge.Sources;

/// <summary>A short text of medical knowledge with where it comes from. Holds no PHI. One JSON object a line in a pack.</summary>
public sealed record Passage
{
    /// <summary>The version of this record's form that this code reads and writes.</summary>
    public const int CurrentFormatVersion = 1;

    /// <summary>The scheme of <see cref="Address"/>.</summary>
    public const string Scheme = "knowledge:";

    /// <summary>The longest id.</summary>
    public const int MaxId = 120;

    /// <summary>The version of this record's form.</summary>
    public int FormatVersion { get; init; } = CurrentFormatVersion;

    /// <summary>A stable id of letters, digits, «-», «_» and «.», unique in its index.</summary>
    public required string Id { get; init; }

    /// <summary>The id that its file gives it, where that is another one: ids that repeat in a file are told apart.</summary>
    public string? OriginalId { get; init; }

    /// <summary>What the passage is about, or the question that it answers.</summary>
    public required string Title { get; init; }

    /// <summary>The condition, drug or test that it is about, where that is known apart from the title.</summary>
    public string? Focus { get; init; }

    /// <summary>The kind of section, such as <c>symptoms</c> or <c>treatment</c>, where that is known.</summary>
    public string? Section { get; init; }

    // A reader of JSON sets what is absent to null, whatever stands here.

    /// <summary>Other names of the focus.</summary>
    public IReadOnlyList<string> Synonyms { get; init => field = value ?? []; } = [];

    /// <summary>The text, one or more paragraphs.</summary>
    public required IReadOnlyList<string> Text { get; init; }

    /// <summary>The publication that the statements rest on, as a reader would look it up.</summary>
    public required string Source { get; init; }

    /// <summary>The public address of the publication, where there is one. It is shown and never fetched.</summary>
    public string? Url { get; init; }

    /// <summary>When the passage was written or published, <c>yyyy-MM-dd</c>; empty where that is not known.</summary>
    public string Date { get; init => field = value ?? string.Empty; } = string.Empty;

    /// <summary>The licence of the text, as an SPDX expression where there is one; <c>NOASSERTION</c> where none was stated.</summary>
    public string License { get; init => field = value ?? "NOASSERTION"; } = "NOASSERTION";

    /// <summary>Ids of passages that a reader may want next.</summary>
    public IReadOnlyList<string> Related { get; init => field = value ?? []; } = [];

    /// <summary>The address by which <c>browser.open</c> finds it. Never a network address: nothing is fetched.</summary>
    public string Address => Scheme + Id;

    internal static bool IsId(string? id) =>
        id is { Length: > 0 and <= MaxId } && id.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');
}
