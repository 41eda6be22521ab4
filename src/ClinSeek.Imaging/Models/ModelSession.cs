using System.Collections.Concurrent;
using ClinSeek.Imaging.Decoding;
using Microsoft.ML.OnnxRuntime;

namespace ClinSeek.Imaging.Models;

/// <summary>
/// One ONNX model ready to run. Thread-safe: the session is shared and each running call takes tensors of its own from a pool,
/// so memory stays flat at the number of calls that ever ran at once. Pure: the same film and package give the same numbers on
/// the same machine. Dispose it after the last call has returned.
/// </summary>
public sealed class ModelSession : IDisposable
{
    private readonly InferenceSession _session;
    private readonly ConcurrentBag<InferenceBuffers> _pool = [];
    private readonly FilmFit _fit;
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;
    private readonly IReadOnlyList<long[]> _outputShapes;

    /// <summary>Opens the model: loads the native library at the first use in the process.</summary>
    /// <exception cref="ModelUnavailableException">The native library is missing, or the graph is not what model.json says.</exception>
    public ModelSession(ModelPackage package)
    {
        ArgumentNullException.ThrowIfNull(package);
        Package = package;
        _fit = package.Input.Fit == ModelInput.Stretch ? FilmFit.Stretch : FilmFit.CentreCrop;
        _inputNames = [package.Input.Name];
        _outputNames = package.Maps is null ? [package.Output.Name] : [package.Output.Name, package.Maps.Name];
        (_session, _outputShapes) = GraphCheck.Open(package);
    }

    /// <summary>The model.</summary>
    public ModelPackage Package { get; }

    /// <summary>The shape of the maps of a classifier that has them, or of the masks of a segmentation.</summary>
    internal (int Height, int Width) Plane => _outputShapes[^1] is [_, _, var height, var width] ? ((int)height, (int)width) : (0, 0);

    /// <summary>Feeds a film to the model and reads what it gave while the buffers are still this call's own.</summary>
    /// <exception cref="ModelUnavailableException">The graph failed, or gave what is no score.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled, before or during the run.</exception>
    internal T Run<T>(DecodedFilm film, Func<InferenceBuffers, T> read, CancellationToken cancellationToken)
    {
        InferenceBuffers buffers = Take();
        try
        {
            Prepare(film, buffers);
            Run(buffers, cancellationToken);
            ScoreCheck.Finish(Package, buffers);
            return read(buffers);
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

    /// <summary>Buffers of this model, from the pool where it has some.</summary>
    internal InferenceBuffers Take() => _pool.TryTake(out InferenceBuffers? buffers) ? buffers : new InferenceBuffers(Package.Input, _outputShapes);

    /// <summary>The network's input for a film: bit for bit what tools/cxr-phantoms/preprocess.py gives.</summary>
    internal void Prepare(DecodedFilm film, InferenceBuffers buffers)
    {
        film.Resample(_fit, Package.Input.Width, Package.Input.Height, buffers.Shown);
        Span<float> plane = buffers.Film.AsSpan(0, buffers.Shown.Length);
        Package.Input.Normalisation.Apply(buffers.Shown, plane);
        for (int channel = 1; channel < Package.Input.Channels; channel++) plane.CopyTo(buffers.Film.AsSpan(channel * plane.Length));
    }

    /// <summary>One run of the network over prepared buffers.</summary>
    internal void Run(InferenceBuffers buffers, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
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
        catch (OnnxRuntimeException exception)
        {
            throw new ModelUnavailableException(ModelProblem.RunFailed, $"the graph of model {Package.Name} {Package.Version} fails on the input that {ModelPackage.ManifestName} describes. Export it again with the shapes it is run with.", exception);
        }

        cancellationToken.ThrowIfCancellationRequested();
    }
}
