namespace ClinSeek.Knowledge.Pages;

/// <summary>
/// Keeps every page that a case was shown. Content-addressed: putting a page twice keeps one. A page is durable before the
/// result that names it, so that whatever was cited can be opened again.
/// </summary>
public interface IPageStore
{
    /// <summary>Keeps a page and gives its hash, see <see cref="KnowledgePage.HashOf"/>.</summary>
    ValueTask<string> PutAsync(KnowledgePage page, CancellationToken cancellationToken);

    /// <summary>The page of a hash, or null where it was never kept.</summary>
    ValueTask<KnowledgePage?> FindAsync(string hash, CancellationToken cancellationToken);
}
