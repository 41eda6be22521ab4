using ClinSeek.Ehr.Vocabularies;
using ClinSeek.Functions.Embedding;

namespace ClinSeek.Functions.Hosting;

/// <summary>Where the vocabularies of closed questions are kept: they are nobody's, so they lie beside the cases in clear.</summary>
internal static class VocabularyFile
{
    /// <summary>The file of a process.</summary>
    public static string Of(ClinSeekOptions options) => In(options.Data);

    /// <summary>The vocabularies of a data folder, with the embedding model where one is configured.</summary>
    public static CandidateSource Open(string dataFolder, VocabularyEmbedder? embedder) =>
        new(new VocabularyStore(In(dataFolder), withShipped: true), embedder?.Model, embedder?.Generator);

    /// <summary>The file in a data folder.</summary>
    public static string In(string dataFolder) => Path.Combine(dataFolder, "vocabularies.db");
}
