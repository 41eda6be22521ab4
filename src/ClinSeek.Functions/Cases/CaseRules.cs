using ClinSeek.Ehr.Fhir;
using ClinSeek.Evidence.Cases;
using ClinSeek.Reasoning.LanguageModel;

namespace ClinSeek.Functions.Cases;

/// <summary>What a request must be like to be accepted.</summary>
public sealed class CaseRules(ReasonerSelection reasoners, RecordSources sources, TimeProvider time)
{
    private const int LongestQuestion = 4_000;

    /// <summary>The request as it becomes a case, with its reasoner named; refuses one that cannot.</summary>
    /// <exception cref="CaseRefusedException">Says what is wrong and what would be right.</exception>
    public CaseRequest Accept(CaseRequest request)
    {
        string? problem = request switch
        {
            { Patient: null or "" } => "No patient is named. `patients` lists those that the record holds.",
            _ when string.IsNullOrWhiteSpace(request.Question) => "There is no question. Ask one, such as \"What explains the breathlessness?\".",
            { Question.Length: > LongestQuestion } => "The question is longer than 4,000 characters. Shorten it; the record holds the details.",
            { Source: null or "" } => "No source of the record is named. Give a FHIR server, file or folder (--fhir).",
            { Budget.Steps: < 1 } => "The budget has no step. Give at least 1.",
            _ when request.Budget.WallTime <= TimeSpan.Zero => "The budget has no time. Give at least a second.",
            { Budget.Cost: <= 0 } or { Budget.BrowserCalls: <= 0 } => "The budget of cost or browser calls is empty. Leave it out for no limit.",
            { Budget.Cost: not null } when reasoners.Has(request) && reasoners.For(request) is LanguageModelReasoner { HasPrice: false } => "A budget of cost needs prices, and the model's profile names none. Put them into a profile of your own (Model:Profiles), or give tokens instead.",
            { Budget.Tokens: <= 0 } => "The budget has no tokens. Leave it out for no limit.",
            _ when request.People is { ApprovalWithin.Ticks: <= 0 } or { AnswerWithin.Ticks: <= 0 } => "People need time to answer. Give them at least a second.",
            _ when request.Cutoff.Instant > time.GetUtcNow().AddMinutes(1) && !sources.HasMovedTimes(request.Source) => "The cut-off lies in the future: nothing can be known by then. Give a time up to now, or leave it out.",
            _ when !reasoners.Has(request) => $"This host does not have that reasoner. It has: {string.Join(", ", reasoners.Names)}.",
            _ => SourceProblem(request.Source),
        };
        if (problem is not null)
        {
            throw new CaseRefusedException(problem);
        }

        return reasoners.Pin(request);
    }

    private string? SourceProblem(string source)
    {
        if (sources.IsServer(source))
        {
            return sources.TryFind(source, out _, out string? refused) ? null : "The record may not be asked for. " + refused;
        }

        return Path.Exists(source) ? null : "The record's file or folder does not exist. Check the path (--fhir).";
    }
}
