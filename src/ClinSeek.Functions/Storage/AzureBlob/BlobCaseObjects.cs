using System.Runtime.CompilerServices;
using ClinSeek.Evidence.Cases;

namespace ClinSeek.Functions.Storage.AzureBlob;

/// <summary>The objects of cases as blobs of one container, named as the files of the data folder are.</summary>
internal sealed class BlobCaseObjects(BlobContainer container) : ICaseObjects
{
    /// <summary>The blob that holds one of a case's objects.</summary>
    public static string NameOf(CaseId id, string name) => $"{CaseLayout.Cases}/{id}/{name}";

    /// <inheritdoc />
    public async ValueTask<bool> PutIfAbsentAsync(CaseId id, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        CommitPoints.Pass();
        bool written = await container.PutIfAbsentAsync(NameOf(id, name), content, cancellationToken);
        CommitPoints.Pass();
        return written;
    }

    /// <inheritdoc />
    public ValueTask<byte[]?> ReadAsync(CaseId id, string name, CancellationToken cancellationToken) =>
        container.ReadAsync(NameOf(id, name), cancellationToken);

    /// <inheritdoc />
    public ValueTask DeleteAsync(CaseId id, string name, CancellationToken cancellationToken) =>
        container.DeleteAsync(NameOf(id, name), cancellationToken);

    /// <inheritdoc />
    public async IAsyncEnumerable<CaseId> CasesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const string folder = CaseLayout.Cases + "/";
        await foreach (string name in container.ListAsync(folder, "/", cancellationToken))
        {
            if (name.EndsWith('/') && CaseId.TryParse(name[folder.Length..^1], out CaseId id))
            {
                yield return id;
            }
        }
    }

    /// <inheritdoc />
    public ValueTask ProbeAsync(CancellationToken cancellationToken) => container.ProbeAsync(cancellationToken);
}
