using System.Text.RegularExpressions;
using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Triggers;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ClinSeek.Functions.People;

/// <summary>The HTTP API of what people do with a case. Answers hold PHI.</summary>
internal static partial class PeopleEndpoints
{
    private const int LongestText = 4_000;
    private const int LongestName = 200;
    private const int LongestPayload = 64 * 1024;

    public static RouteGroupBuilder MapPeople(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder cases = routes.MapGroup("/api/cases/{id}").WithTags("People");
        cases.MapGet("approval", GetApprovalAsync).WithName("GetApproval").WithSummary("What is to be approved, by when, and what was said")
            .ProducesProblem(StatusCodes.Status404NotFound);
        cases.MapPost("approval", ApproveAsync).WithName("Approve").WithSummary("Approve or reject the decision that the digest names").WithProblems();
        cases.MapGet("questions", GetQuestionsAsync).WithName("GetQuestions").WithSummary("The questions that the case asked a clinician")
            .ProducesProblem(StatusCodes.Status404NotFound);
        cases.MapPost("questions/{question}/answer", AnswerAsync).WithName("AnswerQuestion").WithSummary("Answer a question; the answer becomes evidence").WithProblems();
        cases.MapPost("pause", PauseAsync).WithName("PauseCase").WithSummary("Make a case act on nothing until it is resumed").WithProblems();
        cases.MapPost("resume", ContinueAsync).WithName("ContinueCase").WithSummary("Let a paused case go on").WithProblems();
        cases.MapPost("notes", NoteAsync).WithName("NoteCase").WithSummary("Leave a note with a case, also with an ended one").WithProblems();
        cases.MapPost("events/{name}", RaiseAsync).WithName("RaiseCaseEvent").WithSummary("Raise an event; its payload is stored with the case, never in the engine").WithProblems();
        return cases;
    }

    private static async Task<Results<Ok<ApprovalView>, ProblemHttpResult>> GetApprovalAsync(string id, ICasePeople people, CancellationToken cancellationToken) =>
        CaseId.TryParse(id, out CaseId caseId) && await people.GetApprovalAsync(caseId, cancellationToken) is { } approval
            ? TypedResults.Ok(approval)
            : Problems.Of(StatusCodes.Status404NotFound, "no-approval", "There is nothing to approve.", "The case does not exist, has not come to a decision, or needs no approval.");

    private static async Task<Results<Accepted, ProblemHttpResult>> ApproveAsync(
        string id, ApprovalSubmission submission, ICasePeople people, CancellationToken cancellationToken)
    {
        string? wrong = submission switch
        {
            { Approve: null } => "Say \"approve\": true or false.",
            { Approve: false, Reason: null or "" } => "A rejection needs a reason.",
            _ => Wrong(submission.RequestId, submission.By, submission.Reason),
        };
        return wrong is null && CaseId.TryParse(id, out CaseId caseId)
            ? Answer(id, await people.ApproveAsync(caseId, submission, cancellationToken))
            : Refused(wrong);
    }

    private static async Task<Results<Ok<IReadOnlyList<QuestionView>>, ProblemHttpResult>> GetQuestionsAsync(
        string id, ICasePeople people, CancellationToken cancellationToken) =>
        CaseId.TryParse(id, out CaseId caseId) && await people.GetQuestionsAsync(caseId, cancellationToken) is { } questions
            ? TypedResults.Ok(questions)
            : Problems.NoSuchCase();

    private static async Task<Results<Accepted, ProblemHttpResult>> AnswerAsync(
        string id, string question, AnswerSubmission submission, ICasePeople people, CancellationToken cancellationToken)
    {
        string? wrong = string.IsNullOrWhiteSpace(submission.Answer) ? "There is no answer." : Wrong(submission.RequestId, submission.By, submission.Answer);
        if (wrong is not null || !CaseId.TryParse(id, out CaseId caseId))
        {
            return Refused(wrong);
        }

        return EvidenceId.TryParse(question, out EvidenceId evidence)
            ? Answer(id, await people.AnswerAsync(caseId, evidence, submission, cancellationToken))
            : Answer(id, PersonOutcome.NothingThere);
    }

    private static Task<Results<Accepted, ProblemHttpResult>> PauseAsync(
        string id, string? reason, string? requestId, ICasePeople people, CancellationToken cancellationToken) =>
        SteerAsync(id, reason, requestId, people.PauseAsync, cancellationToken);

    private static Task<Results<Accepted, ProblemHttpResult>> ContinueAsync(
        string id, string? reason, string? requestId, ICasePeople people, CancellationToken cancellationToken) =>
        SteerAsync(id, reason, requestId, people.ContinueAsync, cancellationToken);

    private static async Task<Results<Accepted, ProblemHttpResult>> SteerAsync(
        string id, string? reason, string? requestId, Func<CaseId, string, string?, CancellationToken, Task<PersonOutcome>> steer, CancellationToken cancellationToken)
    {
        string? wrong = Wrong(requestId, null, reason);
        return wrong is null && CaseId.TryParse(id, out CaseId caseId)
            ? Answer(id, await steer(caseId, RequestIds.OrNew(requestId), reason, cancellationToken))
            : Refused(wrong);
    }

    private static async Task<Results<Accepted, ProblemHttpResult>> NoteAsync(
        string id, NoteSubmission submission, ICasePeople people, CancellationToken cancellationToken)
    {
        string? wrong = string.IsNullOrWhiteSpace(submission.Text) ? "There is no text." : Wrong(submission.RequestId, submission.By, submission.Text);
        return wrong is null && CaseId.TryParse(id, out CaseId caseId)
            ? Answer(id, await people.NoteAsync(caseId, submission, cancellationToken))
            : Refused(wrong);
    }

    private static async Task<Results<Accepted, ProblemHttpResult>> RaiseAsync(
        string id, string name, string? requestId, HttpRequest http, ICasePeople people, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(http.Body);
        string payload = await reader.ReadToEndAsync(cancellationToken);
        string? wrong = !EventName().IsMatch(name) ? "An event's name has 1 to 64 of A-Z, a-z, 0-9, '.', '_' and '-'."
            : payload.Length > LongestPayload ? "The payload is too long."
            : Wrong(requestId, null, null);
        return wrong is null && CaseId.TryParse(id, out CaseId caseId)
            ? Answer(id, await people.RaiseAsync(caseId, name, payload.Length == 0 ? null : payload, RequestIds.OrNew(requestId), cancellationToken))
            : Refused(wrong);
    }

    private static string? Wrong(string? requestId, string? by, string? text) =>
        !RequestIds.IsSound(requestId) ? $"A request id has {RequestIds.Form}."
        : by?.Length > LongestName ? $"A name has {LongestName} characters at most."
        : text?.Length > LongestText ? $"A text has {LongestText} characters at most."
        : null;

    private static Results<Accepted, ProblemHttpResult> Refused(string? wrong) => wrong is null
        ? Problems.NoSuchCase()
        : Problems.Of(StatusCodes.Status400BadRequest, "bad-request", "The request does not say what is needed.", wrong);

    private static Results<Accepted, ProblemHttpResult> Answer(string id, PersonOutcome outcome) => outcome switch
    {
        PersonOutcome.Done => TypedResults.Accepted("/api/cases/" + id),
        PersonOutcome.NoCase => Problems.NoSuchCase(),
        PersonOutcome.NothingThere => Problems.Of(
            StatusCodes.Status404NotFound, "nothing-there", "There is nothing of that kind to act on.", "GET the case's approval or its questions to see what there is."),
        PersonOutcome.Ended => Problems.Of(StatusCodes.Status409Conflict, "case-ended", "The case has ended.", "An ended case is never changed; a note can still be left."),
        PersonOutcome.TooLate => Problems.Of(StatusCodes.Status409Conflict, "too-late", "It was decided or answered already, or its time is over.", "GET the case's approval or its questions to see what was said."),
        PersonOutcome.OtherDecision => Problems.Of(StatusCodes.Status409Conflict, "other-decision", "The digest is not that of the decision that stands.", "GET the approval again, read what is approved now, and name its digest."),
        _ => Problems.Of(StatusCodes.Status409Conflict, "request-id-used", "The request id was used for something else.", "Take a new id for a new act."),
    };

    private static RouteHandlerBuilder WithProblems(this RouteHandlerBuilder route) => route
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,64}\z")]
    private static partial Regex EventName();
}
