using System.Runtime.CompilerServices;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Hypotheses;
using ClinSeek.Functions.Storage;
using ClinSeek.Reasoning;

namespace ClinSeek.Functions.Cases;

/// <summary>Follows a case step by step as its ledger grows, whoever writes it.</summary>
public sealed class CaseWatcher(CaseRecord record, LedgerReading reading, CaseViews views, CaseSignals signals, TimeProvider time)
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(50);

    // Looking costs requests where the record lies in a network.
    private static readonly TimeSpan LookAgainAtLatest = TimeSpan.FromMilliseconds(800);

    // Where this process writes the ledger it says so, and only what the engine does by itself has to be looked for.
    private static readonly TimeSpan LookAgainOnceTold = TimeSpan.FromSeconds(2);

    /// <summary>Every recorded step from the first one on, until the case ends, fails or waits.</summary>
    public async IAsyncEnumerable<CaseProgress> WatchAsync(CaseId id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int next = 0;
        TimeSpan wait = LookAgainAfter;
        bool told = false;
        try
        {
            while (await record.HasAsync(id, DocumentNames.Accepted, cancellationToken))
            {
                // Asked for before anything is looked at: what grows meanwhile is not missed.
                Task grew = signals.NextAsync(id);
                // Asked before the steps are counted: an ended case records none after that.
                CaseStatus status = await views.StatusAsync(id, cancellationToken);
                int recorded = (await reading.FindAsync(id, cancellationToken))?.Head.LastStep ?? -1;
                wait = next <= recorded && !told ? LookAgainAfter : wait;
                for (; next <= recorded; next++)
                {
                    bool isLast = next == recorded && status != CaseStatus.Running;
                    yield return await StepAsync(id, next, isLast ? status : CaseStatus.Running, cancellationToken);
                    if (isLast)
                    {
                        yield break;
                    }
                }

                if (status != CaseStatus.Running)
                {
                    yield return await StepAsync(id, recorded, status, cancellationToken);
                    yield break;
                }

                told = await WaitAsync(grew, wait, cancellationToken);
                wait = told ? LookAgainOnceTold : wait * 2 < LookAgainAtLatest ? wait * 2 : LookAgainAtLatest;
            }
        }
        finally
        {
            // Nobody is left waiting in the signals for a case that will not grow; another watcher only looks once more.
            signals.Grew(id);
        }
    }

    /// <summary>Whether this process said so, or the time was up.</summary>
    private async Task<bool> WaitAsync(Task grew, TimeSpan wait, CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bool told = await Task.WhenAny(grew, Task.Delay(wait, time, waiting.Token)) == grew;
        await waiting.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return told;
    }

    private async ValueTask<CaseProgress> StepAsync(CaseId id, int step, CaseStatus status, CancellationToken cancellationToken)
    {
        if (step <= 0)
        {
            return new CaseProgress(Math.Max(step, 0), null, [], [], status);
        }

        IReadOnlyList<CaseStep> steps = await record.StepsAsync(id, step, cancellationToken);
        HypothesisBoard board = HypothesisBoard.Fold(steps.SelectMany(static taken => taken.Turn.Hypotheses));
        return new CaseProgress(
            step,
            steps[^1].Turn.Rationale,
            [.. steps[^1].Evidence.Select(EvidenceLines.Summarise)],
            [.. board.Live.Select(EvidenceLines.View)],
            status);
    }
}
