namespace ClinSeek.Imaging.Tools;

/// <summary>The films of one case, as they were stored when the case was opened; only studies that its cut-off lets see.</summary>
public interface IFilmSource
{
    /// <summary>The studies that have a film, as ids like <c>ImagingStudy/x</c>, in a fixed order.</summary>
    IReadOnlyList<string> Studies { get; }

    /// <summary>A study's film, the bytes of an image file, or null where there is none. The bytes are not changed.</summary>
    ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string study, CancellationToken cancellationToken);

    /// <summary>Studies of the case whose film could not be had, each with cause and remedy.</summary>
    IReadOnlyDictionary<string, string> Missing => new Dictionary<string, string>();

    /// <summary>How a study's film came into the case, in one sentence; null where it is a file as it was given.</summary>
    string? Origin(string study) => null;
}
