using ClinSeek.Knowledge.Index;
using ClinSeek.Knowledge.Sources;
using Microsoft.Extensions.AI;

namespace ClinSeek.Functions.Knowledge;

/// <summary>The knowledge room's embedding model as the record's room takes one: the two rooms do not know each other.</summary>
internal sealed class EmbedderBridge(ITextEmbedder embedder) : IEmbeddingGenerator<string, Embedding<float>>
{
    /// <inheritdoc />
    /// <exception cref="HttpRequestException">The model did not answer.</exception>
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            IReadOnlyList<float[]> vectors = await embedder.EmbedAsync([.. values], cancellationToken);
            return new GeneratedEmbeddings<Embedding<float>>(vectors.Select(static vector => new Embedding<float>(vector)));
        }
        catch (SourceException unreachable)
        {
            throw new HttpRequestException(unreachable.Message, unreachable);
        }
    }

    /// <inheritdoc />
    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    /// <inheritdoc />
    public void Dispose()
    {
    }
}
