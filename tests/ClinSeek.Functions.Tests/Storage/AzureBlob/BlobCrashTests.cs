using System.Globalization;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Ledger;
using ClinSeek.Functions.Storage;
using ClinSeek.Functions.Tests.Testing;
using ClinSeek.Peers.Azurite;

namespace ClinSeek.Functions.Tests.Storage.AzureBlob;

/// <summary>The service itself dies under its writers.</summary>
public sealed class BlobCrashTests : IDisposable
{
    private const int Seed = 20260302;

    private static readonly CaseId Id = CaseId.Parse("store-case");

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Append_AzuriteKilledInTheMiddle_FailsClearlyAndGoesOnFromWhateverItKept()
    {
        Directory.CreateDirectory(_folder["azurite"]);
        var random = new Random(Seed);
        AzuriteServer server = await AzuriteServer.StartAsync(new AzuriteOptions { Folder = _folder["azurite"] }, Stop);
        int port = server.BlobEndpoint.Port;
        OpenStores surviving = BlobStores.Open(AzuriteFixture.Container(server.ConnectionString, "crash"), _folder);
        int step = -1;
        for (int round = 0; round < 2; round++)
        {
            Task killing = Task.Delay(random.Next(50, 400), Stop).ContinueWith(_ => server.KillAsync(), Stop, TaskContinuationOptions.None, TaskScheduler.Default).Unwrap();
            StorageException fault = await Should.ThrowAsync<StorageException>(async () =>
            {
                for (; ; step++)
                {
                    await surviving.Ledger.AppendAsync(Id, step < 0 ? Draft(LedgerKinds.CaseOpened) : Draft(LedgerKinds.StepRecorded, step), Stop);
                }
            });
            fault.Message.ShouldContain("cannot be reached", customMessage: string.Create(CultureInfo.InvariantCulture, $"round {round}"));
            await killing;
            await server.DisposeAsync();

            // It keeps what it had flushed; the rest is gone, as it is for nobody in Azure.
            server = await AzuriteServer.StartAsync(new AzuriteOptions { Folder = _folder["azurite"], Port = port }, Stop);
            OpenStores fresh = BlobStores.Open(AzuriteFixture.Container(server.ConnectionString, "crash"), _folder);
            await fresh.Objects.ProbeAsync(Stop);
            CaseLedger kept = await fresh.Ledger.ReadAsync(Id, Stop);
            (await surviving.Ledger.ReadAsync(Id, Stop)).Head.ShouldBe(kept.Head);
            step = kept.Head.Count == 0 ? -1 : kept.Head.LastStep + 1;
        }

        await server.DisposeAsync();
    }

    private static LedgerDraft Draft(string kind, int? step = null) =>
        new() { At = DateTimeOffset.UnixEpoch, Kind = kind, Actor = "orchestrator", Epoch = 0, Step = step };
}
