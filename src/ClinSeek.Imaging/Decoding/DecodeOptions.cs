namespace ClinSeek.Imaging.Decoding;

/// <summary>What of a file is decoded.</summary>
public sealed record DecodeOptions
{
    /// <summary>The first frame, shown as the file asks.</summary>
    public static DecodeOptions Default { get; } = new();

    /// <summary>The frame, counted from 1 as DICOM does; one that the file has not is a failure.</summary>
    public int Frame { get; init; } = 1;

    /// <summary>A window in the place of the file's own window or VOI look-up table; null keeps the file's.</summary>
    public VoiWindow? Window { get; init; }
}
