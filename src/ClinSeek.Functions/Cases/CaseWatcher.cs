using System.Runtime.CompilerServices;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Hypotheses;
using ClinSeek.Reasoning;

namespace ClinSeek.Functions.Cases;

/// <summary>Follows a case step by step as its ledger grows, whoever writes it.</summary>
public sealed class CaseWatcher(CaseRecord record, LedgerReading reading, CaseViews views, TimeProvider time)
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(50);

    // Looking costs requests where the record lies in a network.
    private static readonly TimeSpan LookAgainAtLatest = TimeSpan.FromMilliseconds(800);

    /// <summary>Every recorded step from the first one on, until the case ends, fails or waits.</summary>
    public async IAsyncEnumerable<CaseProgress> WatchAsync(CaseId id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int next = 0;
        TimeSpan wait = LookAgainAfter;
        while (await record.FindAcceptedAsync(id, cancellationToken) is not null)
        {
            // Asked before the steps are counted: an ended case records none after that.
            CaseStatus status = await views.StatusAsync(id, cancellationToken);
            int recorded = (await reading.FindAsync(id, cancellationToken))?.Head.LastStep ?? -1;
            wait = next <= recorded ? LookAgainAfter : wait;
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

            await Task.Delay(wait, time, cancellationToken);
            wait = wait * 2 < LookAgainAtLatest ? wait * 2 : LookAgainAtLatest;
        }
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
