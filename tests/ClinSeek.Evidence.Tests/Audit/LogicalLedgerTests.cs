using System.Text;
using ClinSeek.Evidence.Audit;
using ClinSeek.Evidence.Journal;
using ClinSeek.Evidence.Ledger;
using ClinSeek.Evidence.Tests.Testing;

namespace ClinSeek.Evidence.Tests.Audit;

public sealed class LogicalLedgerTests
{
    [Fact]
    public async Task FirstDifference_SameRunUnderOtherIdKeysTimesAndOrder_IsNone() =>
        LogicalLedger.FirstDifference(await RunAsync("case-1", false, "ok", 0), await RunAsync("case-2", true, "ok", 90)).ShouldBeNull();

    [Fact]
    public async Task FirstDifference_OtherResult_NamesEntryAndPayload() =>
        LogicalLedger.FirstDifference(await RunAsync("case-1", false, "ok", 0), await RunAsync("case-2", false, "empty", 0))
            .ShouldBe("entry 2: the payload 'journal' differs");

    [Fact]
    public async Task FirstDifference_ShorterRun_NamesTheEntryThatOnlyOneHas() =>
        LogicalLedger.FirstDifference(await RunAsync("case-1", false, "ok", 0), (await RunAsync("case-1", false, "ok", 0)).SkipLast(1).ToList())
            .ShouldBe("entry 2: only one record has it");

    private static async Task<IReadOnlyList<LogicalEntry>> RunAsync(string caseId, bool reversed, string outcome, int minutes)
    {
        using var sample = new SampleCase(caseId, steps: 0);
        DateTimeOffset at = SampleCase.Start.AddMinutes(minutes);
        var recorder = new JournalRecorder(0);
        recorder.Started("CaseOrchestrator", $$"""{"caseId":"{{caseId}}"}""");
        recorder.TimeRead(at);
        recorder.GuidRead(Guid.NewGuid());
        long[] calls = [recorder.CallScheduled("RunTool", "0"), recorder.CallScheduled("RunTool", "1")];
        foreach (int call in reversed ? new[] { 1, 0 } : [0, 1])
        {
            recorder.CallCompleted(calls[call], $$"""{"outcome":"{{outcome}}","ordinal":{{call}},"digest":"{{sample.Keys.Digest("x", [(byte)call])}}"}""");
        }

        sample.Append(
            new LedgerDraft { At = at, Kind = LedgerKinds.StepRecorded, Actor = "orchestrator", Epoch = 0, Step = 1 },
            (JournalSlice.BlobName, Encoding.UTF8.GetString(recorder.Take().WithDigests(sample.Keys).ToBytes())));
        return await LogicalLedger.ReadAsync(
            new LedgerSource
            {
                Lines = sample.Lines.Select(static line => (ReadOnlyMemory<byte>)line),
                Checkpoints = [],
                Blob = (address, _) => ValueTask.FromResult<ReadOnlyMemory<byte>?>(sample.Blobs[address]),
            },
            sample.Id, sample.Keys, null, TestContext.Current.CancellationToken);
    }
}
