namespace ClinSeek.Imaging.Tools;

/// <summary>The films of one case, as they were stored when the case was opened; only studies that its cut-off lets see.</summary>
public interface IFilmSource
{
    /// <summary>The studies that have a film, as ids like <c>ImagingStudy/x</c>, in a fixed order.</summary>
    IReadOnlyList<string> Studies { get; }

    /// <summary>A study's film, the bytes of a DICOM Part 10 file, or null where there is none. The bytes are not changed.</summary>
    ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string study, CancellationToken cancellationToken);
}
