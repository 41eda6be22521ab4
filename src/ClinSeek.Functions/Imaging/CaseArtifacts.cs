using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Storage;
using ClinSeek.Imaging.Tools;

namespace ClinSeek.Functions.Imaging;

/// <summary>Keeps the pictures that a case's tools draw in the case's own store, encrypted. A picture's name is a keyed digest of it, so the result that cites it commits to it.</summary>
internal sealed class CaseArtifacts(IEvidenceStore store, CaseId id, int epoch) : IArtifactStore
{
    public async ValueTask<string> PutAsync(ReadOnlyMemory<byte> png, CancellationToken cancellationToken)
    {
        string name = DocumentNames.Artifact(await store.DigestAsync(id, "artifact", png, cancellationToken));
        await store.PutIfAbsentAsync(id, epoch, name, png, cancellationToken);
        return name;
    }
}
