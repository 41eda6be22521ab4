using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Evidence.Hypotheses;
using ClinSeek.Evidence.Tools;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Models;
using ClinSeek.Functions.Orchestrators;
using ClinSeek.Reasoning;
using ClinSeek.Reasoning.Grounding;
using ClinSeek.Reasoning.Likelihood;

namespace ClinSeek.Functions.Checks;

/// <summary>
/// Lets a second reasoner read a case blindly. A model reads the evidence that was gathered and decides in one turn; the
/// likelihood reasoner, whose look-ups cost nothing, goes on looking for some steps of its own.
/// </summary>
public sealed class SecondReader(CaseRecord record, CaseFiles files, CaseTools tools, ReasonerSelection reasoners, ReasonerTurns turns)
{
    private const int OwnSteps = 8;

    /// <summary>Lets one of a request's second readers, counted from 1, read a case as its steps so far left it; or what to do until it can.</summary>
    public async ValueTask<(SecondReading? Reading, TurnTaken? Wait)> ReadAsync(CaseId id, ReadAgainRequest input, CancellationToken cancellationToken) =>
        reasoners.Find(await NameAsync(id, input.Reader, cancellationToken)) is { } reasoner
            ? await ReadAsync(id, input, reasoner, cancellationToken)
            : (await NoneAsync(id, input.Reader, "This host does not have that reasoner.", cancellationToken), null);

    /// <summary>The reading of one that could not read.</summary>
    public async ValueTask<SecondReading> NoneAsync(CaseId id, int reader, string why, CancellationToken cancellationToken) =>
        new(1, await NameAsync(id, reader, cancellationToken), [], new Decision { Answer = null, Abstention = why });

    private async ValueTask<string> NameAsync(CaseId id, int reader, CancellationToken cancellationToken) =>
        (await record.AcceptedAsync(id, cancellationToken)).Request.CheckedBy![reader - 1];

    private async ValueTask<(SecondReading? Reading, TurnTaken? Wait)> ReadAsync(CaseId id, ReadAgainRequest input, IReasoner reasoner, CancellationToken cancellationToken)
    {
        int step = input.Step;
        CaseFile whole = await files.LoadAsync(id, step + 1, stepsLeft: 1, finishOnly: true, cancellationToken);
        // Blind: what the first reasoner thought of the evidence would only be repeated.
        CaseStep[] before = [.. whole.Steps.Select(static taken => taken with { Turn = new ReasonerTurn { Reasoner = taken.Turn.Reasoner, Calls = taken.Turn.Calls } })];
        var own = new List<CaseStep>();
        var ownEvidence = new List<EvidenceItem>();
        int most = reasoner is LikelihoodReasoner ? OwnSteps : 1;
        for (int turn = 1; turn <= most; turn++)
        {
            CaseFile file = whole with { Steps = [.. before, .. own], StepsLeft = most - turn + 1, FinishOnly = turn == most, Rejections = [] };
            TurnTaken came = await turns.TakeAsync(new TurnRequest(id, input.Epoch, step, reasoner, file, input.Reader, input.Attempt ?? 0, input.LastAttempt), cancellationToken);
            if (came.Turn is not { } taken)
            {
                return came.Unreachable is { } why ? (await NoneAsync(id, input.Reader, why, cancellationToken), null) : (null, came);
            }

            if (taken.Decision is not null || turn == most)
            {
                own.Add(new CaseStep(step + turn, taken, []));
                Decision decision = taken.Decision ?? new Decision { Answer = null, Abstention = "It came to no decision." };
                HypothesisBoard board = HypothesisBoard.Fold(own.SelectMany(static one => one.Turn.Hypotheses));
                return (new SecondReading(1, taken.Reasoner, own, Grounded(decision, file.Request, [.. before.SelectMany(static one => one.Evidence), .. ownEvidence], board)), null);
            }

            var found = new List<EvidenceItem>();
            foreach (ToolCall call in taken.Calls)
            {
                // One running number: its ids must not meet those of the case.
                var evidence = new EvidenceId(step + 1, ownEvidence.Count + 1);
                found.Add(await tools.TryAsync(id, input.Epoch, evidence, call, [.. before.SelectMany(static one => one.Evidence), .. ownEvidence], cancellationToken));
                ownEvidence.Add(found[^1]);
            }

            own.Add(new CaseStep(step + turn, taken, found));
        }

        throw new InvalidOperationException("The last turn of a second reading gave nothing.");
    }

    private static Decision Grounded(Decision decision, CaseRequest request, IReadOnlyCollection<EvidenceItem> evidence, HypothesisBoard board) =>
        DecisionChecker.Check(decision, request, evidence, board) is { Ok: true } report ? report.Decision : GroundedPart.Of(decision, request, evidence, board);
}
