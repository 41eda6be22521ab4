using System.Globalization;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Journal;
using ClinSeek.Evidence.Ledger;
using ClinSeek.Functions.Orchestrators;
using ClinSeek.Functions.Storage;

namespace ClinSeek.Functions.Cases;

/// <summary>
/// Drives the orchestrator from a case's journal, with no engine and no store behind it. Every call, its order and its
/// input digest must match, and it must end as the ledger says that it ended.
/// </summary>
public sealed class CaseReplayer(LedgerReading reading)
{
    /// <summary>Replays a case, or gives null where there is none.</summary>
    public async ValueTask<CheckReport?> ReplayAsync(CaseId id, CancellationToken cancellationToken)
    {
        CaseLedger? ledger;
        try
        {
            ledger = await reading.FindAsync(id, cancellationToken);
        }
        catch (LedgerBrokenException broken)
        {
            return new CheckReport(id.Value, false, 0, string.Create(CultureInfo.InvariantCulture, $"entry {broken.Seq}"), broken.Message);
        }

        if (ledger is null)
        {
            return null;
        }

        var steps = new Dictionary<int, (int Epoch, IReadOnlyList<JournalRecord> Journal)>();
        var journal = new List<JournalRecord>();
        foreach (RecordedEntry recorded in ledger.Entries)
        {
            IReadOnlyList<JournalRecord> slice;
            try
            {
                slice = await reading.JournalAsync(id, recorded.Entry, cancellationToken);
            }
            catch (Exception exception) when (exception is FormatException or StorageException)
            {
                return new CheckReport(id.Value, false, journal.Count, string.Create(CultureInfo.InvariantCulture, $"entry {recorded.Entry.Seq}"), exception.Message);
            }

            journal.AddRange(slice);
            if (recorded.Entry.Body.Step is { } step)
            {
                steps[step] = (recorded.Entry.Body.Epoch, slice);
            }
        }

        // Away from the caller's synchronization context: the orchestrator's continuations must run where the journal is read.
        return await Task.Run(() => Drive(id, ledger, steps, new ReplayTape(journal)), cancellationToken);
    }

    private static CheckReport Drive(
        CaseId id, CaseLedger ledger, IReadOnlyDictionary<int, (int Epoch, IReadOnlyList<JournalRecord> Journal)> steps, ReplayTape tape)
    {
        try
        {
            CheckOrdinals(tape);
            CaseRun? run = null;
            int epoch = -1;
            while (!tape.AtEnd)
            {
                run ??= Begin(tape, ref epoch);
                (CaseOutcome? outcome, run) = DriveRun(id, ledger, steps, tape, run);
                if (outcome is not null)
                {
                    return CheckEnd(id, ledger, tape, outcome);
                }
            }

            return EndsWithoutOutcome(ledger)
                ? new CheckReport(id.Value, true, tape.Position, null, null)
                : throw tape.Mismatch("the ledger is sealed as ended by the orchestrator, and the journal does not get there");
        }
        catch (ReplayMismatchException mismatch)
        {
            return new CheckReport(id.Value, false, tape.Position, mismatch.At, mismatch.Message);
        }
    }

    private static CaseRun Begin(ReplayTape tape, ref int epoch)
    {
        CaseRun run = tape.Read<CaseRun>(tape.Take(JournalKind.Started, nameof(CaseOrchestrator))) ?? throw tape.Mismatch("a run has no input");
        if (run.Epoch <= epoch)
        {
            throw tape.Mismatch("a run takes over without a higher epoch");
        }

        epoch = run.Epoch;
        return run;
    }

    /// <summary>One run: its outcome, or the input that it continues with, or neither where another run takes over or the journal ends.</summary>
    private static (CaseOutcome? Outcome, CaseRun? Next) DriveRun(
        CaseId id, CaseLedger ledger, IReadOnlyDictionary<int, (int Epoch, IReadOnlyList<JournalRecord> Journal)> steps, ReplayTape tape, CaseRun run)
    {
        var context = new ReplayContext(tape, id.Value)
        {
            Sealed = ledger.Find(LedgerKey.Once(LedgerKinds.CaseSealed)) is { } seal ? new RecordedStep(seal.Entry.Seq, seal.Head.Hash, JournalKept: true) : null,
            Recording = request => CheckRecorded(tape, steps, request),
        };
        try
        {
            Task<CaseOutcome> running = new CaseOrchestrator().RunAsync(context, run);
            while (!running.IsCompleted)
            {
                context.EndNext();
            }

            CaseOutcome outcome = running.GetAwaiter().GetResult();
            return context.Next is { } next ? (null, next) : (outcome, null);
        }
        catch (ReplayStop)
        {
            return (null, null);
        }
    }

    private static void CheckRecorded(
        ReplayTape tape, IReadOnlyDictionary<int, (int Epoch, IReadOnlyList<JournalRecord> Journal)> steps, RecordRequest request)
    {
        if (!steps.TryGetValue(request.Step, out var recorded))
        {
            throw tape.Mismatch(string.Create(CultureInfo.InvariantCulture, $"the orchestrator records step {request.Step}, and the ledger has none"));
        }

        if (recorded.Epoch == request.Epoch && !recorded.Journal.SequenceEqual(request.Journal))
        {
            throw tape.Mismatch(string.Create(CultureInfo.InvariantCulture, $"the journal that the orchestrator gives for step {request.Step} differs from the recorded one"));
        }
    }

    private static void CheckOrdinals(ReplayTape tape)
    {
        if (tape.FirstGap is { } gap)
        {
            throw new ReplayMismatchException(string.Create(CultureInfo.InvariantCulture, $"journal record {gap}"), "the journal has a gap here");
        }
    }

    private static CheckReport CheckEnd(CaseId id, CaseLedger ledger, ReplayTape tape, CaseOutcome outcome)
    {
        if (!tape.AtEnd)
        {
            throw tape.Mismatch("the orchestrator has ended, and the journal goes on");
        }

        RecordedEntry? concluded = ledger.Find(LedgerKey.Once(LedgerKinds.DecisionConcluded));
        string? decision = concluded?.Entry.Body.Facts.GetValueOrDefault(LedgerFacts.Digest);
        RecordedEntry? seal = ledger.Find(LedgerKey.Once(LedgerKinds.CaseSealed));
        string? status = seal?.Entry.Body.Facts.GetValueOrDefault(LedgerFacts.Status);
        if (outcome.Decision != decision || LedgerFacts.Word(outcome.Status) != status || outcome.Head != seal?.Head.Hash)
        {
            throw new ReplayMismatchException("the end of the case", "the replayed result is not the recorded one");
        }

        return new CheckReport(id.Value, true, tape.Position, null, null);
    }

    private static bool EndsWithoutOutcome(CaseLedger ledger) =>
        ledger.Find(LedgerKey.Once(LedgerKinds.CaseSealed)) is not { } seal || seal.Entry.Body.Actor != LedgerFacts.Orchestrator;
}
