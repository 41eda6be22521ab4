using ClinSeek.Imaging.Classification;
using ClinSeek.Imaging.Grounding;
using ClinSeek.Imaging.Segmentation;

namespace ClinSeek.Imaging.Reports;

/// <summary>Everything that the models measured on one film.</summary>
/// <param name="Reading">The classifier's scores.</param>
/// <param name="Places">Where the findings above their operating points are, as far as the classifier tells.</param>
/// <param name="Segmented">What was outlined, or null where no segmentation is at hand.</param>
public sealed record MeasuredFilm(FilmReading Reading, IReadOnlyList<GroundedFinding> Places, SegmentedFilm? Segmented);
