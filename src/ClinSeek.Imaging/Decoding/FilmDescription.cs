namespace ClinSeek.Imaging.Decoding;

/// <summary>
/// What a film says about itself, without anything that identifies: no name, number, date or UID. Code strings are null unless
/// they keep to the standard's alphabet, so that no free text gets out.
/// </summary>
public sealed record FilmDescription
{
    /// <summary>The file's format.</summary>
    public required FilmFormat Format { get; init; }

    /// <summary>Columns of the image.</summary>
    public required int Columns { get; init; }

    /// <summary>Rows of the image.</summary>
    public required int Rows { get; init; }

    /// <summary>Frames (DICOM), pages (TIFF) or pictures (WebP) of the file.</summary>
    public int Frames { get; init; } = 1;

    /// <summary>The frame that was read, from 1.</summary>
    public int Frame { get; init; } = 1;

    /// <summary>Bits of a stored value, 8 to 16.</summary>
    public required int BitsStored { get; init; }

    /// <summary>Whether stored values are signed.</summary>
    public bool IsSigned { get; init; }

    /// <summary>(0028,0004) of a DICOM file. What is shown is never inverted: this says how it was stored.</summary>
    public string? PhotometricInterpretation { get; init; }

    /// <summary>(0008,0060), such as CR or DX.</summary>
    public string? Modality { get; init; }

    /// <summary>(0018,0015), such as CHEST.</summary>
    public string? BodyPart { get; init; }

    /// <summary>(0018,5101), such as PA.</summary>
    public string? ViewPosition { get; init; }

    /// <summary>Null where the file does not tell; the resolution tags of other formats speak of screens and are not taken.</summary>
    public PixelSpacing? PixelSpacing { get; init; }

    /// <summary>The window that the film is shown through; null where a look-up table or its whole range is shown.</summary>
    public VoiWindow? Window { get; init; }

    /// <summary>(0002,0010) of a DICOM file.</summary>
    public string? TransferSyntaxUid { get; init; }
}
