namespace ClinSeek.Imaging.Models;

/// <summary>What a model gives: tensor [1, labels] of float32 scores between 0 and 1, in the order of the labels.</summary>
/// <param name="Name">The tensor's name in the ONNX graph.</param>
public sealed record ModelOutput(string Name);
