using ClinSeek.Evidence.Journal;

namespace ClinSeek.Evidence.Tests.Journal;

public sealed class JournalCursorTests
{
    private static JournalCursor Recorded()
    {
        var recorder = new JournalRecorder(0);
        long call = recorder.CallScheduled("Reason", "1");
        JournalSlice first = recorder.Take();
        recorder.CallCompleted(call, "2");
        recorder.TimeRead(DateTimeOffset.UnixEpoch);
        return JournalCursor.Over([first, recorder.Take()]);
    }

    [Fact]
    public void Take_SameDoings_PlaysToTheEnd()
    {
        JournalCursor cursor = Recorded();

        cursor.TakeReceived().ShouldBeNull();
        cursor.Take(JournalKind.CallScheduled, "Reason", "1").Divergence.ShouldBeNull();
        cursor.TakeReceived()!.Result.ShouldBe("2");
        cursor.Take(JournalKind.TimeRead).Record!.At.ShouldBe(DateTimeOffset.UnixEpoch);
        cursor.AtEnd.ShouldBeTrue();
        cursor.Take(JournalKind.TimeRead).Divergence!.Recorded.ShouldBeNull();
    }

    [Theory]
    [InlineData("Reason", "2")]
    [InlineData("RunTool", "1")]
    public void Take_OtherDoing_IsADivergenceAtItsRecord(string name, string input)
    {
        (JournalRecord? record, JournalDivergence? divergence) = Recorded().Take(JournalKind.CallScheduled, name, input);

        record.ShouldBeNull();
        divergence.ShouldBe(new JournalDivergence(0, "CallScheduled Reason", "CallScheduled " + name));
    }
}
