using ClinSeek.Imaging.Decoding;
using ClinSeek.Imaging.Models;

namespace ClinSeek.Imaging.Segmentation;

/// <summary>What a segmentation model outlined on one film. Holds no identifier of the patient.</summary>
/// <param name="Film">What the film says about itself.</param>
/// <param name="Crop">The part of the film that the model saw.</param>
/// <param name="Structures">What was found, in the model's order.</param>
/// <param name="Missing">Structures that the model knows and did not find.</param>
/// <param name="Ratio">The cardiothoracic ratio, or null where it cannot be told.</param>
/// <param name="Cautions">What was assumed on the way; empty for an ordinary film.</param>
public sealed record SegmentedFilm(
    FilmDescription Film,
    FilmCrop Crop,
    IReadOnlyList<Structure> Structures,
    IReadOnlyList<string> Missing,
    CardiothoracicRatio? Ratio,
    IReadOnlyList<string> Cautions)
{
    /// <summary>The size of the plane that the structures' pixels lie in.</summary>
    internal (int Height, int Width) Plane { get; init; }
}
