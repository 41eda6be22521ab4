using ClinSeek.Knowledge.Pages;

namespace ClinSeek.Knowledge.Sources;

/// <summary>All configured sources as one: searched together, opened by address.</summary>
public sealed class KnowledgeSources
{
    private readonly IReadOnlyList<IKnowledgeSource> sources;

    /// <summary>Joins sources; the first that accepts an address opens it.</summary>
    public KnowledgeSources(IReadOnlyList<IKnowledgeSource> sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentOutOfRangeException.ThrowIfZero(sources.Count);
        this.sources = sources;
    }

    /// <summary>Their names, in order.</summary>
    public IReadOnlyList<string> Names => [.. sources.Select(static source => source.Name)];

    /// <summary>
    /// Searches all sources at once, or one by name; their rankings are fused. A source that does not answer is named in
    /// the note and costs nothing but its own hits.
    /// </summary>
    /// <exception cref="SourceException">None of them answered.</exception>
    public async Task<SourceResults> SearchAsync(string query, int count, string? only, CancellationToken cancellationToken)
    {
        IKnowledgeSource[] asked = [.. sources.Where(source => only is null || source.Name == only)];
        if (asked.Length == 0)
        {
            throw new SourceException($"There is no source '{only}'; the sources are {string.Join(", ", Names)}.");
        }

        (SourceResults? Results, string? Problem)[] answers = await Task.WhenAll(asked.Select(source => AskAsync(source, query, count, cancellationToken)));
        string[] problems = [.. answers.Select(static answer => answer.Problem).OfType<string>()];
        SourceResults[] found = [.. answers.Select(static answer => answer.Results).OfType<SourceResults>()];
        if (found.Length == 0)
        {
            throw new SourceException(string.Join(" ", problems));
        }

        IReadOnlyList<SourceHit> hits = found.Length == 1 ? found[0].Hits : RankFusion.Merge([.. found.Select(static answer => answer.Hits)], static hit => hit.Address);
        string[] notes = [.. found.Select(static answer => answer.Note).OfType<string>(), .. problems];
        return new SourceResults([.. hits.Take(count)], Math.Max(Math.Min(hits.Count, count), found.Sum(static answer => answer.Total)))
        {
            Note = notes.Length > 0 ? string.Join(" ", notes) : null,
        };
    }

    /// <summary>The source that opens an address, or null.</summary>
    public IKnowledgeSource? For(string address) => sources.FirstOrDefault(source => source.Opens(address));

    /// <summary>Reads a document; null where no source has one at that address.</summary>
    /// <exception cref="SourceException">Its source did not give it.</exception>
    public async Task<KnowledgePage?> OpenAsync(string address, bool source, CancellationToken cancellationToken) =>
        For(address) is { } owner ? await owner.OpenAsync(address, source, cancellationToken) : null;

    private static async Task<(SourceResults?, string?)> AskAsync(IKnowledgeSource source, string query, int count, CancellationToken cancellationToken)
    {
        try
        {
            return (await source.SearchAsync(query, count, cancellationToken), null);
        }
        catch (SourceException error)
        {
            return (null, $"The source '{source.Name}' gave nothing: {error.Message}");
        }
    }
}
