using ClinSeek.Knowledge.Index;
using ClinSeek.Knowledge.Network;
using ClinSeek.Knowledge.Sources;
using ClinSeek.Knowledge.Terminology;

namespace ClinSeek.Knowledge;

/// <summary>
/// The sources and codes of a process, as configured. Files are opened at first use; an index or a terminology that is
/// imported while the process runs is found by the next call.
/// </summary>
public sealed class KnowledgeRoom : IDisposable
{
    private readonly KnowledgeOptions options;
    private readonly List<IDisposable> owned = [];
    private readonly Lock gate = new();
    private readonly ITextEmbedder? embedder;
    private KnowledgeIndex? imported;
    private TerminologyIndex? terminology;

    /// <summary>Makes the room.</summary>
    /// <param name="options">The options, validated.</param>
    /// <param name="dataFolder">Where imported knowledge lies unless the options say otherwise.</param>
    /// <param name="time">The clock.</param>
    /// <param name="credential">The process's identity, for Azure AI Search without a key.</param>
    public KnowledgeRoom(KnowledgeOptions options, string dataFolder, TimeProvider time, Azure.Core.TokenCredential? credential = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.options = options;
        IndexFile = options.IndexFile ?? Path.Combine(dataFolder, "knowledge", "index.db");
        TerminologyFile = options.TerminologyFile ?? Path.Combine(dataFolder, "knowledge", "terminology.db");
        embedder = options.Embedding is { } embedding ? new OpenAIEmbedder(embedding, Guarded(new Uri(embedding.Endpoint), embedding.Timeout, embedding.AllowPrivateNetwork, time)) : null;
        Sources = new KnowledgeSources([.. (options.Sources ?? ["local"]).Distinct().Select(name => Create(name, time, credential))]);
    }

    /// <summary>The file of the imported index.</summary>
    public string IndexFile { get; }

    /// <summary>The file of the imported codes.</summary>
    public string TerminologyFile { get; }

    /// <summary>All sources.</summary>
    public KnowledgeSources Sources { get; }

    /// <summary>The embedding model, or null.</summary>
    public ITextEmbedder? Embedder => embedder;

    /// <summary>The codes: the imported ones, else the sample.</summary>
    public TerminologyIndex Terminology
    {
        get
        {
            lock (gate)
            {
                terminology ??= TerminologyIndex.Open(TerminologyFile);
                return terminology ?? TerminologyIndex.Sample;
            }
        }
    }

    /// <summary>The local index: the imported one, which holds the program's own passages too, else those alone.</summary>
    public IReadOnlyList<KnowledgeIndex> Indexes
    {
        get
        {
            lock (gate)
            {
                if (imported is null && File.Exists(IndexFile))
                {
                    Synonyms? synonyms = options.SynonymFile is { } file ? Synonyms.WithFile(file) : null;
                    imported = KnowledgeIndex.Open(IndexFile, synonyms, embedder: embedder);
                }

                return [imported ?? KnowledgeIndex.BuiltIn];
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        imported?.Dispose();
        terminology?.Dispose();
        owned.ForEach(static one => one.Dispose());
    }

    private IKnowledgeSource Create(string name, TimeProvider time, Azure.Core.TokenCredential? credential)
    {
        switch (name)
        {
            case "azure-search":
                AzureSearchOptions azure = options.AzureSearch!;
                return new AzureSearchSource(azure, Guarded(new Uri(azure.Endpoint), azure.Timeout, azure.AllowPrivateNetwork, time).Client, time, credential);
            case "pubmed":
                return new PubMedSource(options.PubMed, Guarded(new Uri(options.PubMed.Endpoint), options.PubMed.Timeout, options.PubMed.AllowPrivateNetwork, time), time);
            case "web":
                WebSearchOptions web = options.Web!;
                var pages = new FetchPolicy { AllowedHosts = web.AllowedHosts ?? WebSearchOptions.DefaultHosts, Timeout = web.Timeout, MaxBytes = web.MaxPageBytes };
                return new WebSearchSource(web, Guarded(new Uri(web.Endpoint), web.Timeout, web.AllowPrivateNetwork, time), Own(new GuardedHttp(pages, time)), pages, time);
            default:
                return new LocalIndexSource(() => Indexes);
        }
    }

    private GuardedHttp Guarded(Uri endpoint, TimeSpan timeout, bool allowPrivateNetwork, TimeProvider time) =>
        Own(new GuardedHttp(new FetchPolicy { AllowedHosts = [endpoint.IdnHost], Timeout = timeout, AllowPrivateNetwork = allowPrivateNetwork }, time));

    private GuardedHttp Own(GuardedHttp http)
    {
        owned.Add(http);
        return http;
    }
}
