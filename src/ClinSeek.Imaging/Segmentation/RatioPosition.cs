using ClinSeek.Imaging.Decoding;

namespace ClinSeek.Imaging.Segmentation;

/// <summary>A cardiothoracic ratio's position against its usual upper limit.</summary>
internal static class RatioPosition
{
    /// <summary>The name under which rows and packs have it.</summary>
    public const string Finding = "Cardiothoracic ratio";

    /// <summary>The position where the film does not allow one.</summary>
    public const string NotRated = "not rated against";

    /// <summary>«above», «below», or <see cref="NotRated"/> for a ratio above the limit on a film from the front, which draws the heart larger.</summary>
    public static string Of(CardiothoracicRatio ratio, FilmDescription film)
    {
        if (ratio.Value < CardiothoracicRatio.UpperLimit) return "below";
        return film.ViewPosition == "AP" ? NotRated : "above";
    }
}
