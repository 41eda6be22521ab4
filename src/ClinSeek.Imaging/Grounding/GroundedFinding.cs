using ClinSeek.Imaging.Classification;
using ClinSeek.Imaging.Decoding;
using ClinSeek.Imaging.Models;

namespace ClinSeek.Imaging.Grounding;

/// <summary>Where on a film a classifier found what it scored.</summary>
/// <param name="Film">What the film says about itself.</param>
/// <param name="Crop">The part of the film that the model saw.</param>
/// <param name="Score">The finding's score.</param>
/// <param name="Places">Places that count, the strongest first; empty for a finding that is not above its operating point.</param>
/// <param name="Cautions">What was assumed on the way.</param>
public sealed record GroundedFinding(
    FilmDescription Film,
    FilmCrop Crop,
    FindingScore Score,
    IReadOnlyList<GroundedPlace> Places,
    IReadOnlyList<string> Cautions);
