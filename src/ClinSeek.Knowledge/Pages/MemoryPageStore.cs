using System.Collections.Concurrent;

namespace ClinSeek.Knowledge.Pages;

/// <summary>Keeps pages for as long as the process lives: for people who look something up outside a case.</summary>
public sealed class MemoryPageStore : IPageStore
{
    private readonly ConcurrentDictionary<string, byte[]> pages = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public ValueTask<string> PutAsync(KnowledgePage page, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(page);
        byte[] bytes = page.ToBytes();
        string hash = KnowledgePage.HashOf(bytes);
        pages.TryAdd(hash, bytes);
        return ValueTask.FromResult(hash);
    }

    /// <inheritdoc/>
    public ValueTask<KnowledgePage?> FindAsync(string hash, CancellationToken cancellationToken) =>
        ValueTask.FromResult(pages.TryGetValue(hash, out byte[]? bytes) ? KnowledgePage.From(bytes) : null);
}
