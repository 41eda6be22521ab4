using System.Text;
using ClinSeek.Evidence.Canonical;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Ledger;
using ClinSeek.Evidence.Tests.Testing;

namespace ClinSeek.Evidence.Tests.Ledger;

public sealed class CaseLedgerTests
{
    private static readonly LedgerDraft Step7 = new()
    {
        At = SampleCase.Start, Kind = LedgerKinds.StepRecorded, Actor = "orchestrator", Epoch = 0, Step = 7,
    };

    [Fact]
    public void Append_EveryLine_IsCanonicalAndChained()
    {
        using var sample = new SampleCase();

        string before = LedgerHead.Genesis(sample.Id).Hash;
        foreach (byte[] line in sample.Lines)
        {
            CanonicalJson.IsCanonical(line).ShouldBeTrue();
            LedgerEntry entry = LedgerEntry.TryParse(line).ShouldNotBeNull();
            entry.Prev.ShouldBe(before);
            entry.ToLine().ShouldBe(line);
            before = LedgerHead.HashOf(line);
        }

        sample.Ledger.Head.Hash.ShouldBe(before);
        sample.Ledger.Head.Count.ShouldBe(7);
    }

    [Fact]
    public void Append_SameStepAgain_GivesTheRecordedEntryAndItsHead()
    {
        using var sample = new SampleCase();
        LedgerAppend first = sample.Append(Step7, ("journal", "one"));
        sample.Append(Step7 with { Step = 8 });

        LedgerAppend again = sample.Append(Step7 with { Epoch = 0, At = SampleCase.Start.AddHours(1) }, ("journal", "another"));

        again.Outcome.ShouldBe(LedgerAppendOutcome.AlreadyRecorded);
        again.Line.Length.ShouldBe(0);
        again.Head.ShouldBe(first.Head);
        again.Entry!.ToLine().ShouldBe(first.Line.ToArray());
        sample.Lines.Count.ShouldBe(9);
    }

    [Fact]
    public void Append_SameOperatorRequestAgain_IsRecordedOnce()
    {
        using var sample = new SampleCase();
        LedgerDraft cancel = Step7 with { Kind = LedgerKinds.OperatorCancel, Step = null, Request = "r-1", Actor = "operator:ann" };
        sample.Append(cancel).Outcome.ShouldBe(LedgerAppendOutcome.Appended);

        sample.Append(cancel).Outcome.ShouldBe(LedgerAppendOutcome.AlreadyRecorded);
        sample.Append(cancel with { Request = "r-2" }).Outcome.ShouldBe(LedgerAppendOutcome.Appended);
    }

    [Fact]
    public void Append_LowerEpoch_IsFencedOff()
    {
        using var sample = new SampleCase();
        sample.Append(Step7 with { Kind = LedgerKinds.CaseResumed, Step = null, Epoch = 2 });

        LedgerAppend stale = sample.Append(Step7 with { Epoch = 1 });

        stale.Outcome.ShouldBe(LedgerAppendOutcome.StaleEpoch);
        stale.Head.ShouldBe(sample.Ledger.Head);
        sample.Append(Step7 with { Epoch = 2 }).Outcome.ShouldBe(LedgerAppendOutcome.Appended);
    }

    [Fact]
    public void Append_AfterSeal_OnlyOperatorsMay()
    {
        using var sample = new SampleCase();
        sample.Append(Step7 with { Kind = LedgerKinds.CaseSealed, Step = null });

        sample.Append(Step7).Outcome.ShouldBe(LedgerAppendOutcome.Sealed);
        sample.Append(Step7 with { Kind = LedgerKinds.OperatorErase, Step = null, Request = "r" }).Outcome.ShouldBe(LedgerAppendOutcome.Appended);
    }

    [Fact]
    public void Append_OutOfPlace_IsRefused()
    {
        using var sample = new SampleCase();

        sample.Append(Step7 with { Kind = LedgerKinds.DecisionConcluded, Step = null }).Outcome.ShouldBe(LedgerAppendOutcome.Appended);
        CaseLedger.Empty(sample.Id).Append(Step7).Outcome.ShouldBe(LedgerAppendOutcome.OutOfOrder);
        LedgerChain.Check(sample.Ledger.Head, Step7 with { Step = 5 }).ShouldBe(LedgerAppendOutcome.OutOfOrder);
    }

    [Fact]
    public void Load_WrittenLines_GivesTheSameLedger()
    {
        using var sample = new SampleCase();

        CaseLedger loaded = CaseLedger.Load(sample.Id, sample.Lines.Select(static line => (ReadOnlyMemory<byte>)line));

        loaded.Head.ShouldBe(sample.Ledger.Head);
        loaded.Find(LedgerKey.Step(3))!.Head.Count.ShouldBe(4);
        loaded.Find(LedgerKey.Step(9)).ShouldBeNull();
    }

    [Fact]
    public void Load_ChangedLine_NamesTheFirstThatDoesNotFollow()
    {
        using var sample = new SampleCase();
        sample.Lines.RemoveAt(3);

        LedgerBrokenException broken = Should.Throw<LedgerBrokenException>(
            () => CaseLedger.Load(sample.Id, sample.Lines.Select(static line => (ReadOnlyMemory<byte>)line)));

        broken.Seq.ShouldBe(4);
    }

    [Fact]
    public void Load_AnotherCasesLedger_IsRefused()
    {
        using var sample = new SampleCase();

        Should.Throw<LedgerBrokenException>(() => CaseLedger.Load(CaseId.Parse("other"), sample.Lines.Select(static line => (ReadOnlyMemory<byte>)line))).Seq.ShouldBe(1);
    }

    [Theory]
    [InlineData("actor", "a\"b")]
    [InlineData("fact", "naïve")]
    [InlineData("request", "a b")]
    public void Append_TextOutsideItsForm_IsABug(string field, string text)
    {
        using var sample = new SampleCase();
        LedgerDraft draft = Step7 with { Kind = LedgerKinds.OperatorNote, Step = null, Request = field == "request" ? text : "r" };

        Should.Throw<ArgumentException>(() => sample.Append(draft with
        {
            Actor = field == "actor" ? text : "a",
            Facts = field == "fact" ? new Dictionary<string, string> { ["f"] = text } : draft.Facts,
        }));
    }

    [Fact]
    public void TryParse_OtherSpellings_AreRefused()
    {
        using var sample = new SampleCase();
        string line = Encoding.ASCII.GetString(sample.Lines[1]);

        foreach (string other in new[]
        {
            line + " ", " " + line, line.Replace("\"seq\":2", "\"seq\":02", StringComparison.Ordinal),
            line.Replace("\"seq\":2", "\"seq\":2.0", StringComparison.Ordinal), line.Replace("\"v\":1", "\"v\":2", StringComparison.Ordinal),
            line.Replace("step.recorded", "step.removed", StringComparison.Ordinal), line.Replace(",\"step\":1", "", StringComparison.Ordinal),
            line.Replace("2026-01-31T", "2026-02-31T", StringComparison.Ordinal), line.Replace("\"epoch\":0", "\"epoch\":-1", StringComparison.Ordinal),
            line.Replace("\"commitments\":{\"journal\"", "\"commitments\":{\"jurnal\"", StringComparison.Ordinal),
        })
        {
            other.ShouldNotBe(line);
            LedgerEntry.TryParse(Encoding.ASCII.GetBytes(other)).ShouldBeNull(other);
        }
    }
}
