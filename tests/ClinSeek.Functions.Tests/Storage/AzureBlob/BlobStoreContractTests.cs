using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Storage.AzureBlob;
using ClinSeek.Functions.Tests.Testing;

namespace ClinSeek.Functions.Tests.Storage.AzureBlob;

/// <summary>The contract on a container of Azurite.</summary>
public sealed class BlobStoreContractTests(AzuriteFixture azurite) : StoreContractTests
{
    private readonly string _container = AzuriteFixture.NewContainerName();

    private protected override async Task<OpenStores> OpenAsync(bool readOnly = false) =>
        BlobStores.Open(await azurite.ContainerAsync(_container), Folder, readOnly);

    private protected override async Task ReplaceAsync(CaseId id, string name, byte[] content)
    {
        BlobContainer container = await azurite.ContainerAsync(_container);
        string blob = BlobCaseObjects.NameOf(id, name);
        await container.DeleteAsync(blob, Stop);
        if (name.EndsWith(".jsonl", StringComparison.Ordinal))
        {
            await container.CreateAppendBlobAsync(blob, Stop);
            (await container.AppendAsync(blob, content, 0, Stop)).Outcome.ShouldBe(BlobAppendOutcome.Appended);
        }
        else
        {
            (await container.PutIfAbsentAsync(blob, content, Stop)).ShouldBeTrue();
        }
    }

    private protected override async Task<IReadOnlyList<string>> NamesAsync(CaseId id)
    {
        string prefix = BlobCaseObjects.NameOf(id, "");
        return await (await azurite.ContainerAsync(_container)).ListAsync(prefix, null, Stop).Select(name => name[prefix.Length..]).ToListAsync(Stop);
    }

    private protected override async Task<IReadOnlyList<string>> EverythingElseAsync() =>
        await (await azurite.ContainerAsync(_container)).ListAsync("", null, Stop)
            .Where(static name => !name.StartsWith("cases/", StringComparison.Ordinal)).ToListAsync(Stop);
}
