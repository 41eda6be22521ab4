using System.Text.Json.Serialization;
using ClinSeek.Imaging.DicomWeb;

namespace ClinSeek.Functions.Films;

/// <summary>Where a film came from and how. Stored with the case.</summary>
/// <param name="Archive">The archive's name in the configuration; null for a file beside the record.</param>
/// <param name="FoundBy">What led to it: <c>file</c>, <c>endpoint</c>, <c>study uid</c> or <c>accession number</c>.</param>
/// <param name="Path">How the archive gave it; null for files.</param>
/// <param name="Notes">What was tried before, and what was chosen.</param>
public sealed record FilmOrigin(string? Archive, string FoundBy, RetrievalPath? Path, IReadOnlyList<string> Notes)
{
    /// <summary>What a reader of the film must know of its way; null for files.</summary>
    [JsonIgnore]
    public string? Sentence => Path is null ? null : $"The film came from the archive {Archive}, found by {FoundBy}, " + Path switch
    {
        RetrievalPath.Frame => "as the frame that is stored.",
        RetrievalPath.Instance => "as the instance that is stored.",
        RetrievalPath.TranscodedFrame => "as a frame that the archive transcoded.",
        _ => "as a picture that the archive rendered: window and polarity are the archive's, and its values are no longer those that were measured.",
    };

    /// <summary>A file beside the record.</summary>
    public static FilmOrigin File { get; } = new(null, "file", null, []);
}
