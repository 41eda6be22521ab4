using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Checks;
using ClinSeek.Functions.Privacy;
using ClinSeek.Functions.Telemetry;
using ClinSeek.Reasoning;
using ClinSeek.Reasoning.LanguageModel;

namespace ClinSeek.Functions.Models;

/// <summary>
/// The one way in which reasoners take turns, a case's own and those that read it a second time: with a place at a busy model,
/// from the model calls that are kept, hidden where the model stands outside, and with the wait that its provider asks for.
/// </summary>
public sealed class ReasonerTurns(CaseRecord record, ModelGate gate, LiveAnswers live, OutgoingCases outgoing, CaseTelemetry telemetry)
{
    private const int SecondsToAPlace = 1;

    /// <summary>The turn, or what to do until it can be taken.</summary>
    public async Task<TurnTaken> TakeAsync(TurnRequest request, CancellationToken cancellationToken)
    {
        LanguageModelReasoner? model = (request.Reasoner as NamedReasoner)?.Inner as LanguageModelReasoner ?? request.Reasoner as LanguageModelReasoner;
        using IDisposable? place = model is null ? null : await gate.EnterAsync(model, cancellationToken);
        if (model is not null && place is null)
        {
            return new TurnTaken(null, SecondsToAPlace, Busy: true);
        }

        CaseFile file = request.File with { Exchanges = new StoredExchanges(record, live, request.Id, request.Epoch, request.Step, request.Reader) };
        try
        {
            return new TurnTaken(await telemetry.TurnAsync(
                request.Id, request.File.Steps.Count + 1, request.Reader, request.Reasoner, () => outgoing.ReasonAsync(request.Id, request.Reasoner, file, cancellationToken)));
        }
        catch (ReasonerUnavailableException unavailable)
        {
            return request.IsLast || unavailable.IsPermanent
                ? new TurnTaken(null, Unreachable: unavailable.Message)
                : new TurnTaken(null, RetryDelay.Seconds(unavailable.RetryAfter, 1 + request.Attempt, Random.Shared.NextDouble()));
        }
    }
}
