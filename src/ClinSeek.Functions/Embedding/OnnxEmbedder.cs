using ClinSeek.Functions.Hosting;
using Microsoft.Extensions.AI;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace ClinSeek.Functions.Embedding;

/// <summary>A local embedding model on ONNX Runtime. Thread-safe; the session is shared. The texts leave the process nowhere.</summary>
internal sealed class OnnxEmbedder : IEmbeddingGenerator<string, Embedding<float>>
{
    private const string Tokens = "input_ids";
    private const string Mask = "attention_mask";
    private const string Segments = "token_type_ids";
    private static readonly string[] Known = [Tokens, Mask, Segments];

    private readonly EmbeddingPackage _package;
    private readonly WordPieceTokenizer _tokenizer;
    private readonly InferenceSession _session;
    private readonly string _output;

    /// <summary>Loads a package's graph.</summary>
    /// <exception cref="UserErrorException">It cannot be run, or is no text encoder.</exception>
    public OnnxEmbedder(EmbeddingPackage package)
    {
        _package = package;
        _tokenizer = new WordPieceTokenizer(package.Pieces, package.Lowercase, package.MaxTokens);
        try
        {
            using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
            _session = new InferenceSession(package.Graph.ToArray(), options);
        }
        catch (Exception fault) when (fault is OnnxRuntimeException or TypeInitializationException or DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            throw new UserErrorException(
                fault is OnnxRuntimeException
                    ? $"ONNX Runtime refuses the embedding model {package.Name}: its graph is damaged or newer than the runtime."
                    : "The native library of ONNX Runtime cannot be loaded, which the embedding model needs. Build the project again so that it is copied beside the program.",
                exitCode: 2, inner: fault);
        }

        string[] unknown = [.. _session.InputMetadata.Keys.Except(Known)];
        _output = _session.OutputMetadata.ContainsKey("sentence_embedding") ? "sentence_embedding" : _session.OutputMetadata.Keys.First();
        if (!_session.InputMetadata.ContainsKey(Tokens) || unknown.Length > 0 || _session.OutputMetadata[_output].Dimensions.Length is not (2 or 3))
        {
            _session.Dispose();
            throw new UserErrorException($"The embedding model {package.Name} is no BERT-like encoder: its inputs are {string.Join(", ", _session.InputMetadata.Keys)}.", exitCode: 2);
        }
    }

    /// <summary>What its vectors are kept under.</summary>
    public string Model => _package.Id;

    /// <inheritdoc />
    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) => Task.Run(
        () =>
        {
            var vectors = new GeneratedEmbeddings<Embedding<float>>();
            // One by one: filling short texts up to the longest of a batch costs more than a batch gains on a processor.
            foreach (string text in values)
            {
                cancellationToken.ThrowIfCancellationRequested();
                vectors.Add(new Embedding<float>(Embed(text)) { ModelId = Model });
            }

            return vectors;
        },
        cancellationToken);

    /// <inheritdoc />
    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    /// <inheritdoc />
    public void Dispose() => _session.Dispose();

    private float[] Embed(string text)
    {
        long[] tokens = _tokenizer.Encode(text);
        NamedOnnxValue[] inputs = [.. _session.InputMetadata.Keys.Select(name => NamedOnnxValue.CreateFromTensor(name, new DenseTensor<long>(
            name switch { Tokens => tokens, Mask => [.. tokens.Select(static _ => 1L)], _ => new long[tokens.Length] }, [1, tokens.Length])))];
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> outputs = _session.Run(inputs, [_output]);
        Tensor<float> output = outputs.Single().AsTensor<float>();
        float[] numbers = [.. output];
        int width = output.Dimensions[^1];
        if (output.Rank == 2 || _package.Pooling == "cls")
        {
            return numbers[..width];
        }

        var mean = new float[width];
        for (int place = 0; place < numbers.Length; place++)
        {
            mean[place % width] += numbers[place] / tokens.Length;
        }

        return mean;
    }
}
