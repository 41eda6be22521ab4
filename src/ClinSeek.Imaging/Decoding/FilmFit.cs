namespace ClinSeek.Imaging.Decoding;

/// <summary>How a film is brought to another shape.</summary>
public enum FilmFit
{
    /// <summary>The square in the middle, so that proportions stay.</summary>
    CentreCrop,

    /// <summary>The whole film, squeezed.</summary>
    Stretch,
}
