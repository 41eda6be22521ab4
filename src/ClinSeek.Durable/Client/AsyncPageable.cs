namespace ClinSeek.Durable.Client;

/// <summary>The results of a query, read page by page as they are asked for.</summary>
/// <param name="readPage">Reads one page from a continuation token; null for the first.</param>
/// <param name="firstToken">Where to begin.</param>
public sealed class AsyncPageable<T>(Func<string?, CancellationToken, Task<Page<T>>> readPage, string? firstToken = null) : IAsyncEnumerable<T>
{
    public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await foreach (var page in AsPages(firstToken).WithCancellation(cancellationToken))
            foreach (var value in page.Values)
                yield return value;
    }

    /// <summary>The pages themselves, beginning at a token of an earlier one.</summary>
    public IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null) => ReadPages(continuationToken ?? firstToken);

    private async IAsyncEnumerable<Page<T>> ReadPages(
        string? token, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        do
        {
            var page = await readPage(token, cancellationToken);
            token = page.ContinuationToken;
            yield return page;
        }
        while (token is not null);
    }
}
