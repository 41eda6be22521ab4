using System.Text;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Ledger;
using ClinSeek.Functions.Storage;
using ClinSeek.Functions.Storage.AzureBlob;
using ClinSeek.Functions.Tests.Testing;

namespace ClinSeek.Functions.Tests.Storage.AzureBlob;

/// <summary>What append blobs cannot do: take more than 50,000 blocks, and lose a torn end.</summary>
public sealed class BlobLedgerLimitTests(AzuriteFixture azurite) : IDisposable
{
    private static readonly CaseId Id = CaseId.Parse("store-case");

    private readonly TemporaryFolder _folder = new();
    private readonly string _name = AzuriteFixture.NewContainerName();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Append_NearTheLimit_KeepsTheRestForTheEndOfTheCase()
    {
        OpenStores open = BlobStores.Open(await azurite.ContainerAsync(_name), _folder, mostBlocks: BlobLedgerStore.Reserve + 3);
        await open.Ledger.AppendAsync(Id, Draft(LedgerKinds.CaseOpened), Stop);
        await open.Ledger.AppendAsync(Id, Draft(LedgerKinds.StepRecorded, 0), Stop);
        await open.Ledger.AppendAsync(Id, Draft(LedgerKinds.StepRecorded, 1), Stop);

        string message = (await Should.ThrowAsync<StorageException>(async () => await open.Ledger.AppendAsync(Id, Draft(LedgerKinds.StepRecorded, 2), Stop))).Message;
        message.ShouldContain("can only be ended");

        // Whoever reads it anew knows as well, and the case still gets its seal.
        OpenStores other = BlobStores.Open(await azurite.ContainerAsync(_name), _folder, mostBlocks: BlobLedgerStore.Reserve + 3);
        await Should.ThrowAsync<StorageException>(async () => await other.Ledger.AppendAsync(Id, Draft(LedgerKinds.StepRecorded, 2), Stop));
        await other.Ledger.AppendAsync(Id, Draft(LedgerKinds.CaseFailed), Stop);
        await other.Ledger.AppendAsync(Id, Draft(LedgerKinds.CaseSealed), Stop);
        (await Verification.OfAsync(other, Id)).AnchoredCount.ShouldBe(5);
    }

    [Fact]
    public async Task Append_TornLastLine_IsNoPartForReadersAndStopsWriters()
    {
        BlobContainer container = await azurite.ContainerAsync(_name);
        OpenStores open = BlobStores.Open(container, _folder);
        await open.Ledger.AppendAsync(Id, Draft(LedgerKinds.CaseOpened), Stop);
        string blob = BlobCaseObjects.NameOf(Id, CaseLayout.Ledger);
        long length = (await container.ReadAsync(blob, Stop))!.Length;
        await container.AppendAsync(blob, Encoding.ASCII.GetBytes("{\"actor\":\"orches"), length, Stop);

        foreach (OpenStores either in new[] { open, BlobStores.Open(await azurite.ContainerAsync(_name), _folder) })
        {
            (await either.Ledger.ReadAsync(Id, Stop)).Head.Count.ShouldBe(1);
            (await Should.ThrowAsync<StorageException>(async () => await either.Ledger.AppendAsync(Id, Draft(LedgerKinds.StepRecorded, 0), Stop)))
                .Message.ShouldContain("torn");
        }
    }

    /// <summary>Minutes against Azurite: the real limit.</summary>
    [Fact]
    [Trait("Category", "Endurance")]
    public async Task Append_RealLimit_IsToldAsFull()
    {
        BlobContainer container = await azurite.ContainerAsync(_name);
        await container.CreateAppendBlobAsync("log", Stop);
        for (int block = 0; block < BlobLedgerStore.BlockLimit; block++)
        {
            (await container.AppendAsync("log", new byte[1], block, Stop)).Outcome.ShouldBe(BlobAppendOutcome.Appended);
        }

        (await container.AppendAsync("log", new byte[1], BlobLedgerStore.BlockLimit, Stop)).Outcome.ShouldBe(BlobAppendOutcome.Full);
    }

    private static LedgerDraft Draft(string kind, int? step = null) =>
        new() { At = DateTimeOffset.UnixEpoch, Kind = kind, Actor = "orchestrator", Epoch = 0, Step = step };
}
