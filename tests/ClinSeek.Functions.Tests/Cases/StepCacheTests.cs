using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Storage;
using ClinSeek.Functions.Tests.Testing;
using ClinSeek.Reasoning;

namespace ClinSeek.Functions.Tests.Cases;

public sealed class StepCacheTests : IDisposable
{
    private static readonly CaseId Id = CaseId.Parse("cached-case");
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task FindTurn_ReadBefore_IsTheSameAndAnotherStepOrCaseIsNot()
    {
        using var cache = new StepCache();
        var paths = new CasePaths(_folder["data"]);
        using LocalKeyProvider keys = LocalKeyProvider.Open(_folder["keys.json"], _folder["data"], create: true);
        var objects = new FileCaseObjects(paths);
        var ledger = new FileLedgerStore(paths, keys, TimeProvider.System, readOnly: false);
        var record = new CaseRecord(new EvidenceStore(objects, objects, new CaseKeyRing(objects, keys), ledger, readOnly: false), cache);
        (await record.FindTurnAsync(Id, 1, Stop)).ShouldBeNull("what is not there yet must be asked for again");
        await record.PutAsync(Id, 0, DocumentNames.Turn(1), Turn("first"), Stop);
        await record.PutAsync(Id, 0, DocumentNames.Turn(2), Turn("second"), Stop);

        ReasonerTurn? read = await record.FindTurnAsync(Id, 1, Stop);

        read!.Rationale.ShouldBe("first");
        (await record.FindTurnAsync(Id, 1, Stop)).ShouldBeSameAs(read);
        (await record.FindTurnAsync(Id, 2, Stop))!.Rationale.ShouldBe("second");
        (await record.FindTurnAsync(CaseId.Parse("other-case"), 1, Stop)).ShouldBeNull();
    }

    private static ReasonerTurn Turn(string rationale) => new() { Reasoner = "test", Rationale = rationale };
}
