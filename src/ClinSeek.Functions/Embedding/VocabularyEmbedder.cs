using ClinSeek.Functions.Hosting;
using ClinSeek.Functions.Knowledge;
using ClinSeek.Knowledge.Index;
using Microsoft.Extensions.AI;

namespace ClinSeek.Functions.Embedding;

/// <summary>
/// The model that knows what candidates mean: a local one where <c>Vocabularies__EmbeddingModel</c> names its folder, else the
/// knowledge room's service, else none.
/// </summary>
/// <param name="Model">What its vectors are kept under.</param>
/// <param name="Generator">The model.</param>
internal sealed record VocabularyEmbedder(string Model, IEmbeddingGenerator<string, Embedding<float>> Generator)
{
    /// <summary>The model of a process; null where none is configured.</summary>
    /// <exception cref="UserErrorException">The local model is configured and cannot be used.</exception>
    public static VocabularyEmbedder? Of(IConfiguration? configuration, ITextEmbedder? service)
    {
        if (configuration?[EmbeddingPackage.Setting] is { Length: > 0 } folder)
        {
            var local = new OnnxEmbedder(EmbeddingPackage.Read(folder));
            return new VocabularyEmbedder(local.Model, local);
        }

        return service is null ? null : new VocabularyEmbedder(service.Model, new EmbedderBridge(service));
    }
}
