using Microsoft.ML.OnnxRuntime;

namespace ClinSeek.Imaging.Models;

/// <summary>The tensors of one run, made once and used again: pinned arrays that ONNX Runtime reads and writes in place.</summary>
internal sealed class InferenceBuffers : IDisposable
{
    /// <summary>Buffers for a film, and for outputs of the given shapes.</summary>
    public InferenceBuffers(ModelInput input, IReadOnlyList<long[]> outputs)
    {
        int pixels = input.Width * input.Height;
        Shown = new double[pixels];
        Film = new float[pixels * input.Channels];
        Inputs = [OrtValue.CreateTensorValueFromMemory(Film, [1, input.Channels, input.Height, input.Width])];
        Results = [.. outputs.Select(static shape => new float[shape.Aggregate(static (one, other) => one * other)])];
        Outputs = [.. outputs.Zip(Results, static (shape, values) => OrtValue.CreateTensorValueFromMemory(values, shape))];
    }

    /// <summary>The film as shown, in the network's size.</summary>
    public double[] Shown { get; }

    /// <summary>The network's input.</summary>
    public float[] Film { get; }

    /// <summary>The values of each output, in the order of the shapes.</summary>
    public float[][] Results { get; }

    /// <summary>Scores or masks: the first output.</summary>
    public float[] Scores => Results[0];

    public OrtValue[] Inputs { get; }

    public OrtValue[] Outputs { get; }

    public void Dispose()
    {
        foreach (OrtValue value in Inputs.Concat(Outputs)) value.Dispose();
    }
}
