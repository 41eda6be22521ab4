using System.Text;
using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Storage;
using ClinSeek.Knowledge.Pages;

namespace ClinSeek.Functions.Knowledge;

/// <summary>
/// Keeps the pages that a case was shown in the case's own store, encrypted. The document's name is a keyed digest: nobody
/// can tell from it which public page was read.
/// </summary>
internal sealed class CasePages(IEvidenceStore store, CaseId id, int epoch) : IPageStore
{
    public async ValueTask<string> PutAsync(KnowledgePage page, CancellationToken cancellationToken)
    {
        byte[] content = page.ToBytes();
        string hash = KnowledgePage.HashOf(content);
        await store.PutIfAbsentAsync(id, epoch, await NameAsync(hash, cancellationToken), content, cancellationToken);
        return hash;
    }

    public async ValueTask<KnowledgePage?> FindAsync(string hash, CancellationToken cancellationToken)
    {
        if (await store.ReadAsync(id, await NameAsync(hash, cancellationToken), cancellationToken) is not { } document)
        {
            return null;
        }

        return KnowledgePage.HashOf(document.Content.Span) == hash
            ? KnowledgePage.From(document.Content.Span)
            : throw new StorageException($"A page of case '{id}' is not the one that its result names. Run `verify {id}`.");
    }

    private async ValueTask<string> NameAsync(string hash, CancellationToken cancellationToken) =>
        DocumentNames.KnowledgePage(await store.DigestAsync(id, "knowledge-page", Encoding.ASCII.GetBytes(hash), cancellationToken));
}
