namespace ClinSeek.Imaging.Models;

/// <summary>One output of a model.</summary>
/// <param name="Finding">The finding's or the structure's name.</param>
/// <param name="OperatingPoint">
/// The score from which on a film counts as above, chosen on validation films, between 0 and 1; null where nobody chose one:
/// then the score has no position.
/// </param>
public sealed record ModelLabel(string Finding, double? OperatingPoint);
