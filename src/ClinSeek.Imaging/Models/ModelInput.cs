namespace ClinSeek.Imaging.Models;

/// <summary>What a model is fed: one grayscale film, tensor [1, channels, height, width] of float32.</summary>
/// <param name="Name">The tensor's name in the ONNX graph.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Fit"><c>centre-crop</c> or <c>stretch</c>.</param>
/// <param name="Normalisation">From shown values to input values.</param>
/// <param name="Channels">1, or 3 for a network made for colour, which gets the film three times.</param>
public sealed record ModelInput(string Name, int Width, int Height, string Fit, Normalisation Normalisation, int Channels = 1)
{
    internal const string CentreCrop = "centre-crop";
    internal const string Stretch = "stretch";
}
