using ClinSeek.Imaging.Models;
using Microsoft.ML.OnnxRuntime;

namespace ClinSeek.Benchmarks.Cxr;

/// <summary>The yardstick: ONNX Runtime alone on a tensor that is already there, one thread, everything made once.</summary>
internal sealed class RawRuntime : IDisposable
{
    private readonly SessionOptions _options = new() { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
    private readonly RunOptions _run = new();
    private readonly InferenceSession _session;
    private readonly OrtValue _input;
    private readonly OrtValue _output;
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;

    public RawRuntime(ModelPackage package)
    {
        _session = new InferenceSession(package.Model.ToArray(), _options);
        var random = new Random(1);
        float[] film = [.. Enumerable.Range(0, package.Input.Width * package.Input.Height).Select(_ => (random.NextSingle() * 2) - 1)];
        _input = OrtValue.CreateTensorValueFromMemory(film, [1, 1, package.Input.Height, package.Input.Width]);
        _output = OrtValue.CreateTensorValueFromMemory(new float[package.Labels.Count], [1, package.Labels.Count]);
        _inputNames = [package.Input.Name];
        _outputNames = [package.Output.Name];
    }

    public void Run() => _session.Run(_run, _inputNames, [_input], _outputNames, [_output]);

    public void Dispose()
    {
        _input.Dispose();
        _output.Dispose();
        _session.Dispose();
        _run.Dispose();
        _options.Dispose();
    }
}
