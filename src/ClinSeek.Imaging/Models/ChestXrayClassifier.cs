using System.Collections.Concurrent;
using ClinSeek.Imaging.Decoding;
using Microsoft.ML.OnnxRuntime;

namespace ClinSeek.Imaging.Models;

/// <summary>
/// Scores films with one ONNX model. Thread-safe: the session is shared and each running call takes tensors of its own from a
/// pool, so memory stays flat at the number of calls that ever ran at once. Pure: the same film and package give the same
/// scores on the same machine. Dispose it after the last call has returned.
/// </summary>
public sealed class ChestXrayClassifier : IDisposable
{
    private readonly InferenceSession _session;
    private readonly ConcurrentBag<InferenceBuffers> _pool = [];
    private readonly FilmFit _fit;
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;

    /// <summary>Opens the model: loads the native library at the first use in the process.</summary>
    /// <exception cref="ModelUnavailableException">The native library is missing, or the graph is not what model.json says.</exception>
    public ChestXrayClassifier(ModelPackage package)
    {
        ArgumentNullException.ThrowIfNull(package);
        Package = package;
        _fit = package.Input.Fit == "stretch" ? FilmFit.Stretch : FilmFit.CentreCrop;
        _inputNames = [package.Input.Name];
        _outputNames = [package.Output.Name];
        _session = Open(package);
    }

    /// <summary>The model that scores.</summary>
    public ModelPackage Package { get; }

    /// <summary>
    /// Reads and scores a DICOM film. Any bytes give a value: a film that cannot be read, or that the model was not made for,
    /// is a failure with cause and remedy.
    /// </summary>
    /// <exception cref="OperationCanceledException">The token was cancelled, before or during the run.</exception>
    public FilmResult<FilmReading> Classify(ReadOnlyMemory<byte> film, CancellationToken cancellationToken)
    {
        FilmResult<DecodedFilm> read = ImageDecoder.Default.Decode(film, DecodeOptions.Default, cancellationToken);
        return read.Succeeded ? Classify(read.Value, cancellationToken) : read.Failure;
    }

    /// <summary>Scores a film that has been read.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled, before or during the run.</exception>
    public FilmResult<FilmReading> Classify(DecodedFilm film, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(film);
        List<string> cautions = [.. film.Cautions];
        if (FilmGate.Check(film, Package, cautions) is { } refusal) return refusal;

        if (!_pool.TryTake(out InferenceBuffers? buffers)) buffers = new InferenceBuffers(Package.Input, Package.Labels.Count);
        try
        {
            Prepare(film, buffers);
            Run(buffers, cancellationToken);
            return new FilmReading(film.Description, Scores(buffers.Scores), cautions);
        }
        finally
        {
            _pool.Add(buffers);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_pool.TryTake(out InferenceBuffers? buffers)) buffers.Dispose();
        _session.Dispose();
    }

    /// <summary>The network's input for a film: what training saw, within 1e-4.</summary>
    internal void Prepare(DecodedFilm film, InferenceBuffers buffers)
    {
        film.Resample(_fit, Package.Input.Width, Package.Input.Height, buffers.Shown);
        Package.Input.Normalisation.Apply(buffers.Shown, buffers.Film);
    }

    /// <summary>One run of the network over prepared buffers.</summary>
    internal void Run(InferenceBuffers buffers, CancellationToken cancellationToken)
    {
        using var options = new RunOptions();
        using CancellationTokenRegistration stop = cancellationToken.Register(static o => ((RunOptions)o!).Terminate = true, options);
        try
        {
            _session.Run(options, _inputNames, buffers.Inputs, _outputNames, buffers.Outputs);
        }
        catch (OnnxRuntimeException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    private FindingScore[] Scores(float[] scores)
    {
        var findings = new FindingScore[scores.Length];
        for (int i = 0; i < scores.Length; i++)
        {
            if (scores[i] is not (>= 0 and <= 1))
            {
                throw new InvalidOperationException($"model {Package.Name} {Package.Version} gave a score outside 0..1 for {Package.Labels[i].Finding}; its graph must end in a sigmoid");
            }

            findings[i] = new FindingScore(Package.Labels[i].Finding, Math.Round(scores[i], 4), Math.Round(Package.Labels[i].OperatingPoint, 4));
        }

        return findings;
    }

    private static InferenceSession Open(ModelPackage package)
    {
        try
        {
            using var options = new SessionOptions
            {
                // Calls run side by side, so one thread each. The arena stays on: with one input shape it settles at once, while
                // without it resident memory was measured to wander upwards by half (malloc's own fragmentation).
                IntraOpNumThreads = 1,
                InterOpNumThreads = 1,
                EnableCpuMemArena = true,
                LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
            };
            var session = new InferenceSession(package.Model.ToArray(), options);
            if (GraphProblem(session, package) is not { } problem) return session;
            session.Dispose();
            throw new ModelUnavailableException($"the graph of model {package.Name} {package.Version} does not fit its {ModelPackage.ManifestName}: {problem}. Take the package from its source again.");
        }
        catch (Exception exception) when (exception is TypeInitializationException or DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            throw new ModelUnavailableException("the native library of ONNX Runtime (libonnxruntime.so) cannot be loaded. Build the project again so that it is copied beside the program; Linux on x64 is what it is built for.", exception);
        }
        catch (OnnxRuntimeException exception)
        {
            throw new ModelUnavailableException($"ONNX Runtime refuses model {package.Name} {package.Version}. Export it with opset 17 or lower.", exception);
        }
    }

    private static string? GraphProblem(InferenceSession session, ModelPackage package)
    {
        if (!session.InputMetadata.TryGetValue(package.Input.Name, out NodeMetadata? input)) return $"it has no input {package.Input.Name}";
        if (!session.OutputMetadata.TryGetValue(package.Output.Name, out NodeMetadata? output)) return $"it has no output {package.Output.Name}";
        if (!Fits(input.Dimensions, [1, 1, package.Input.Height, package.Input.Width])) return "the input's shape is another";
        return Fits(output.Dimensions, [1, package.Labels.Count]) ? null : "the output has another number of scores than there are labels";
    }

    /// <summary>Dimensions that the graph leaves open are -1 and fit anything.</summary>
    private static bool Fits(int[] dimensions, int[] wanted) =>
        dimensions.Length == wanted.Length && dimensions.Zip(wanted).All(static pair => pair.First < 0 || pair.First == pair.Second);
}
