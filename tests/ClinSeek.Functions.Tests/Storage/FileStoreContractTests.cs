using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Storage;

namespace ClinSeek.Functions.Tests.Storage;

/// <summary>The contract on files of a data folder.</summary>
public sealed class FileStoreContractTests : StoreContractTests
{
    private protected override Task<OpenStores> OpenAsync(bool readOnly = false)
    {
        var paths = new CasePaths(Folder["data"]);
        LocalKeyProvider keys = LocalKeyProvider.Open(Folder["keys.json"], Folder["data"], create: true);
        var ledger = new FileLedgerStore(paths, keys, TimeProvider.System, readOnly);
        var objects = new FileCaseObjects(paths);
        return Task.FromResult(new OpenStores(new EvidenceStore(objects, objects, new CaseKeyRing(objects, keys), ledger, readOnly), ledger, objects, keys));
    }

    private protected override Task ReplaceAsync(CaseId id, string name, byte[] content) => File.WriteAllBytesAsync(Folder[$"data/cases/{id}/{name}"], content, Stop);

    private protected override Task<IReadOnlyList<string>> NamesAsync(CaseId id) => Task.FromResult<IReadOnlyList<string>>(
        [.. Files().Select(file => Path.GetRelativePath(Folder[$"data/cases/{id}"], file))]);

    private protected override Task<IReadOnlyList<string>> EverythingElseAsync() =>
        Task.FromResult<IReadOnlyList<string>>([.. Files().Where(file => !file.StartsWith(Folder["data/cases"], StringComparison.Ordinal))]);

    private string[] Files() => Directory.GetFiles(Folder["data"], "*", SearchOption.AllDirectories);
}
