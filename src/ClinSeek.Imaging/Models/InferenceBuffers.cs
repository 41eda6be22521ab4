using Microsoft.ML.OnnxRuntime;

namespace ClinSeek.Imaging.Models;

/// <summary>The tensors of one run, made once and used again: pinned arrays that ONNX Runtime reads and writes in place.</summary>
internal sealed class InferenceBuffers : IDisposable
{
    private readonly OrtValue _input;
    private readonly OrtValue _output;

    public InferenceBuffers(ModelInput input, int labels)
    {
        Shown = new double[input.Width * input.Height];
        Film = new float[input.Width * input.Height];
        Scores = new float[labels];
        _input = OrtValue.CreateTensorValueFromMemory(Film, [1, 1, input.Height, input.Width]);
        _output = OrtValue.CreateTensorValueFromMemory(Scores, [1, labels]);
        Inputs = [_input];
        Outputs = [_output];
    }

    public double[] Shown { get; }

    public float[] Film { get; }

    public float[] Scores { get; }

    public OrtValue[] Inputs { get; }

    public OrtValue[] Outputs { get; }

    public void Dispose()
    {
        _input.Dispose();
        _output.Dispose();
    }
}
