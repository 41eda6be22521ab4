namespace ClinSeek.Imaging.Models;

/// <summary>One output of a model.</summary>
/// <param name="Finding">The finding's name.</param>
/// <param name="OperatingPoint">The score from which on a film counts as above; chosen on validation films, between 0 and 1.</param>
public sealed record ModelLabel(string Finding, double OperatingPoint);
