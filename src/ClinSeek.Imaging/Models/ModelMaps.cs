namespace ClinSeek.Imaging.Models;

/// <summary>A classifier's class-activation maps: tensor [1, labels, height, width] made of the features that its scores are made of.</summary>
/// <param name="Name">The tensor's name in the ONNX graph.</param>
/// <param name="Threshold">The share of a map's own maximum from which on a place counts, between 0 and 1.</param>
public sealed record ModelMaps(string Name, double Threshold = 0.5);
