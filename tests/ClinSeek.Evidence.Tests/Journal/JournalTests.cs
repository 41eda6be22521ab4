using System.Text;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Journal;
using ClinSeek.Evidence.Vault;

namespace ClinSeek.Evidence.Tests.Journal;

public sealed class JournalTests
{
    [Fact]
    public void Take_WhatWasConsumed_SurvivesItsBytesInFullAndInOrder()
    {
        var recorder = new JournalRecorder(10);
        recorder.Started("CaseOrchestrator", """{"caseId":"c"}""");
        long a = recorder.CallScheduled("Reason", "1");
        long b = recorder.CallScheduled("RunTool", """{ "ordinal": 1.0 }""");
        recorder.CallFailed(b, new JournalFailure("TimeoutException", "slow; ask again", false, new JournalFailure("Inner", "x", true)));
        recorder.CallCompleted(a, """{"calls":2}""");
        recorder.TimeRead(new DateTimeOffset(2026, 1, 31, 8, 0, 0, TimeSpan.Zero).AddTicks(1234567));
        recorder.GuidRead(Guid.Parse("0190e8a7-0000-7000-8000-000000000001"));
        long timer = recorder.TimerCreated(DateTimeOffset.UnixEpoch);
        recorder.TimerCompleted(timer, fired: false);
        recorder.ContinuedAsNew("{}");

        JournalSlice slice = recorder.Take();
        JournalSlice read = JournalSlice.Parse(slice.ToBytes());

        read.Records.ShouldBe(slice.Records);
        read.Records.Select(static record => record.Ordinal).ShouldBe(Enumerable.Range(10, 10).Select(static value => (long)value));
        read.Records[2].Input.ShouldBe("""{ "ordinal": 1.0 }""");
        read.Records[5].At!.Value.Ticks.ShouldBe(slice.Records[5].At!.Value.Ticks);
        recorder.Next.ShouldBe(20);
        recorder.Take().Records.ShouldBeEmpty();
    }

    [Fact]
    public void WithDigests_InputsAndResults_AreKeyedToTheCase()
    {
        CaseKeys keys = CaseKeys.Create(CaseId.Parse("c"));
        var recorder = new JournalRecorder(0);
        recorder.CallCompleted(recorder.CallScheduled("Reason", "1"), "1");

        JournalSlice slice = recorder.Take().WithDigests(keys);

        slice.Records[0].InputDigest.ShouldBe(keys.Digest("journal/input", "1"u8));
        slice.Records[1].ResultDigest.ShouldBe(keys.Digest("journal/result", "1"u8));
        slice.Records[0].ResultDigest.ShouldBeNull();
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[")]
    [InlineData("""{"formatVersion":2,"records":[]}""")]
    public void Parse_NoJournal_IsRefused(string text) =>
        Should.Throw<FormatException>(() => JournalSlice.Parse(Encoding.UTF8.GetBytes(text)));
}
