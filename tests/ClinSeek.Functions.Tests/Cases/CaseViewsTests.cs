using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Ledger;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.People;
using ClinSeek.Functions.Storage;
using ClinSeek.Functions.Tests.Testing;

namespace ClinSeek.Functions.Tests.Cases;

public sealed class CaseViewsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Get_CaseThatEndsWhileItIsRead_IsNeverDecidedWithoutItsAnswer()
    {
        await using CaseWorld world = await CaseWorld.StartAsync(_folder.Path);
        CaseView whole = await world.AskAsync(CaseWorld.Request(SamplePatient.Write(_folder["record"])), "ending");
        CaseId id = CaseId.Parse("ending");

        for (int late = 0; late < 4; late++)
        {
            var reading = new LedgerReading(world.Get<IEvidenceStore>(), new LateLedger(world.Get<ILedgerStore>(), late));
            var views = new CaseViews(
                world.Get<CaseRecord>(), reading, world.Get<CaseInstances>(), world.Get<WaitingForPeople>(), world.Get<ApprovalDesk>(), world.Get<ClinicianDesk>());
            CaseView view = (await views.GetAsync(id, Stop))!;

            (view.Status == CaseStatus.Decided).ShouldBe(view.Answer == whole.Answer, $"{late} reads came before the end");
        }
    }

    /// <summary>A ledger whose last entries arrive after some reads.</summary>
    private sealed class LateLedger(ILedgerStore ledger, int late) : ILedgerStore
    {
        private int _reads;

        public async ValueTask<CaseLedger> ReadAsync(CaseId id, CancellationToken cancellationToken)
        {
            CaseLedger whole = await ledger.ReadAsync(id, cancellationToken);
            return _reads++ < late
                ? CaseLedger.Load(id, LedgerChain.Lines((await ReadBytesAsync(id, cancellationToken))!.Value.Ledger).Take(whole.Entries.Count - 3))
                : whole;
        }

        public ValueTask<LedgerAppend> AppendAsync(CaseId id, LedgerDraft draft, CancellationToken cancellationToken) => throw new InvalidOperationException("Only read here.");

        public ValueTask<(byte[] Ledger, byte[] Checkpoints)?> ReadBytesAsync(CaseId id, CancellationToken cancellationToken) => ledger.ReadBytesAsync(id, cancellationToken);
    }
}
