namespace ClinSeek.Imaging.Decoding;

/// <summary>The format that a film came in.</summary>
public enum FilmFormat
{
    /// <summary>A DICOM Part 10 file.</summary>
    Dicom,

    /// <summary>JPEG.</summary>
    Jpeg,

    /// <summary>PNG.</summary>
    Png,

    /// <summary>TIFF.</summary>
    Tiff,

    /// <summary>WebP.</summary>
    WebP,
}
