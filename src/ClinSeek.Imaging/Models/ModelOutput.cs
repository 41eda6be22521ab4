namespace ClinSeek.Imaging.Models;

/// <summary>
/// What a model gives, float32 in the order of the labels: [1, labels] for a classifier, [1, labels, height, width] for a
/// segmentation; between 0 and 1 after the activation.
/// </summary>
/// <param name="Name">The tensor's name in the ONNX graph.</param>
/// <param name="Activation"><c>none</c> where the graph ends between 0 and 1, <c>sigmoid</c> where it ends in logits.</param>
public sealed record ModelOutput(string Name, string Activation = ModelOutput.NoActivation)
{
    internal const string NoActivation = "none";
    internal const string Sigmoid = "sigmoid";
}
