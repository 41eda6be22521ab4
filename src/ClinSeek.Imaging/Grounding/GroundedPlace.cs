using ClinSeek.Imaging.Models;

namespace ClinSeek.Imaging.Grounding;

/// <summary>One place of a finding.</summary>
/// <param name="ModelBox">Corners in the picture that the model saw, 0 to 1.</param>
/// <param name="Box">Corners on the film, in its own pixels.</param>
/// <param name="Peak">The map's greatest value inside, as a share of its greatest value at all.</param>
public sealed record GroundedPlace(FilmBox ModelBox, FilmBox Box, double Peak);
