using ClinSeek.Knowledge.Index;
using ClinSeek.Knowledge.Pages;
using Microsoft.Data.Sqlite;

namespace ClinSeek.Knowledge.Sources;

/// <summary>The local index as a source.</summary>
public sealed class LocalIndexSource(Func<IReadOnlyList<KnowledgeIndex>> indexes) : IKnowledgeSource
{
    /// <summary>The local source over indexes that do not change.</summary>
    public LocalIndexSource(params IReadOnlyList<KnowledgeIndex> indexes)
        : this(() => indexes)
    {
    }

    /// <summary>The source's name.</summary>
    public const string SourceName = "local";

    private const int SummaryLines = 3;

    /// <inheritdoc/>
    public string Name => SourceName;

    /// <inheritdoc/>
    public bool IsRemote => false;

    /// <summary>Which knowledge this is.</summary>
    public IReadOnlyList<KnowledgeInfo> Info => [.. indexes().Select(static index => index.Info)];

    /// <inheritdoc/>
    public bool Opens(string address) =>
        address is not null && (address.StartsWith(Passage.Scheme, StringComparison.OrdinalIgnoreCase) || Passage.IsId(address));

    /// <inheritdoc/>
    public async Task<SourceResults> SearchAsync(string query, int count, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        PassageHits[] found = await Task.WhenAll(Open().Select(index => AskAsync(index, query, count, cancellationToken)));
        IEnumerable<PassageHit> hits = found.Length == 1
            ? found[0].Hits
            : RankFusion.Merge([.. found.Select(static answer => answer.Hits)], static hit => hit.Passage.Id);
        return new SourceResults([.. hits.Take(count).Select(hit => Hit(hit, query))], found.Sum(static answer => answer.Total))
        {
            Note = found.Select(static answer => answer.Corrections).FirstOrDefault() is { Count: > 0 } words && found.All(static answer => answer.Corrections.Count > 0)
                ? $"Not in the index, read as its nearest neighbour: {string.Join(", ", words)}."
                : null,
        };
    }

    /// <inheritdoc/>
    public Task<KnowledgePage?> OpenAsync(string address, bool source, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Passage? passage = Find(PageAddress.Document(address));
        return Task.FromResult(passage is null ? null : source ? PassageLayout.Source(passage) : Page(passage));
    }

    private KnowledgePage Page(Passage passage) => PassageLayout.Page(passage, [.. passage.Related.Select(Find).OfType<Passage>()]);

    private static async Task<PassageHits> AskAsync(KnowledgeIndex index, string query, int count, CancellationToken cancellationToken)
    {
        try
        {
            return await index.SearchAsync(query, count, cancellationToken);
        }
        catch (Exception error) when (error is InvalidDataException or SqliteException)
        {
            throw Unreadable(error);
        }
    }

    private static T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is InvalidDataException or SqliteException)
        {
            throw Unreadable(error);
        }
    }

    // An index that another version wrote, or that a disk has harmed, is an answer like that of a server that is down.
    private static SourceException Unreadable(Exception error) =>
        new("The local index cannot be read. " + (error is InvalidDataException ? error.Message : "Delete it and import its files again."), error);

    private IReadOnlyList<KnowledgeIndex> Open() => Guard(indexes);

    private Passage? Find(string id) => Guard(() => Search(id));

    private Passage? Search(string id) => Open().Select(index => index.Find(id)).FirstOrDefault(static passage => passage is not null);

    private SourceHit Hit(PassageHit hit, string query)
    {
        KnowledgePage page = Page(hit.Passage);
        int best = LineChoice.Best(page.Lines, page.TextLines, query);
        int from = Math.Max(0, Math.Min(best, page.TextLines - SummaryLines));
        return new SourceHit(hit.Passage.Address, hit.Passage.Title, [.. page.Lines.Skip(from).Take(Math.Min(SummaryLines, page.TextLines - from))], best, hit.Score);
    }
}
