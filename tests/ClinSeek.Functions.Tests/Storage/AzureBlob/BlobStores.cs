using ClinSeek.Functions.Storage;
using ClinSeek.Functions.Storage.AzureBlob;
using ClinSeek.Functions.Tests.Testing;

namespace ClinSeek.Functions.Tests.Storage.AzureBlob;

/// <summary>The blob stores as one process opens them, with a key file of the test's folder.</summary>
internal static class BlobStores
{
    public static OpenStores Open(BlobContainer container, TemporaryFolder folder, bool readOnly = false, int mostBlocks = BlobLedgerStore.BlockLimit)
    {
        LocalKeyProvider keys = LocalKeyProvider.Open(folder["keys.json"], folder["data"], create: true);
        var ledger = new BlobLedgerStore(container, keys, TimeProvider.System, readOnly, mostBlocks);
        var objects = new BlobCaseObjects(container);
        return new OpenStores(new EvidenceStore(new RememberingCaseObjects(objects), objects, new CaseKeyRing(objects, keys), ledger, readOnly), ledger, objects, keys);
    }
}
