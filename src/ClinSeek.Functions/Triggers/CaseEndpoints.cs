using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.People;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ClinSeek.Functions.Triggers;

/// <summary>The HTTP API of cases. Answers hold PHI; the local host listens on the loopback interface only.</summary>
internal static class CaseEndpoints
{
    public static RouteGroupBuilder MapCases(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder cases = routes.MapGroup("/api/cases").WithTags("Cases");
        cases.MapPost("", StartAsync).WithName("StartCase").WithSummary("Start a case; 202 with its management addresses")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status502BadGateway);
        cases.MapGet("", ListAsync).WithName("ListCases").WithSummary("Every case, newest first");
        cases.MapPost("resume", ResumeAsync).WithName("ResumeCases").WithSummary("Take up all unfinished cases and wait for their end");
        cases.MapGet("{id}", GetAsync).WithName("GetCase").WithSummary("A case: status, hypotheses, answer, citations")
            .ProducesProblem(StatusCodes.Status404NotFound);
        cases.MapGet("{id}/ledger", GetLedgerAsync).WithName("GetLedger").WithSummary("The ledger as stored, one canonical JSON entry a line")
            .Produces<string>(StatusCodes.Status200OK, "application/x-ndjson").ProducesProblem(StatusCodes.Status404NotFound);
        cases.MapGet("{id}/progress", Watch).WithName("WatchCase").WithSummary("Recorded steps as server-sent events, from the first one on");
        cases.MapGet("{id}/events", FollowAsync).WithName("FollowCase")
            .WithSummary("Live progress as server-sent events; Last-Event-ID goes on behind an event, 204 says that nothing more comes")
            .Produces<SseItem<CaseProgress?>>(StatusCodes.Status200OK, "text/event-stream").Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
        cases.MapPost("{id}/terminate", TerminateAsync).WithName("TerminateCase").WithSummary("End a case; recorded in its ledger first")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        return cases;
    }

    private static async Task<Results<Accepted<CaseManagement>, ProblemHttpResult>> StartAsync(
        CaseSubmission submission, ICaseService cases, CaseIntake intake, HttpRequest http, CancellationToken cancellationToken)
    {
        IntakeResult result = await intake.AcceptAsync(submission, cancellationToken);
        if (!result.Accepted)
        {
            return Problems.Of(result.Problem.Status, result.Problem.Type, result.Problem.Title, result.Problem.Detail);
        }

        CaseAccepted accepted = await cases.StartAsync(result.Request, null, cancellationToken);
        CaseManagement management = CaseManagement.For(accepted.Id, http);
        return TypedResults.Accepted(management.StatusQueryGetUri, management);
    }

    private static async Task<Ok<IReadOnlyList<CaseSummary>>> ListAsync(ICaseService cases, CancellationToken cancellationToken) =>
        TypedResults.Ok(await cases.ListAsync(cancellationToken));

    private static async Task<Ok<IReadOnlyList<CaseSummary>>> ResumeAsync(ICaseService cases, CancellationToken cancellationToken) =>
        TypedResults.Ok(await cases.ResumeAllAsync(cancellationToken));

    private static async Task<Results<Ok<CaseView>, ProblemHttpResult>> GetAsync(string id, ICaseService cases, CancellationToken cancellationToken) =>
        CaseId.TryParse(id, out CaseId caseId) && await cases.GetAsync(caseId, cancellationToken) is { } view
            ? TypedResults.Ok(view)
            : Problems.NoSuchCase();

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> GetLedgerAsync(
        string id, ICaseService cases, CancellationToken cancellationToken) =>
        CaseId.TryParse(id, out CaseId caseId) && await cases.ReadLedgerAsync(caseId, cancellationToken) is { } lines
            ? TypedResults.Text(string.Concat(lines.Select(static line => line + "\n")), "application/x-ndjson")
            : Problems.NoSuchCase();

    private static async Task<Results<ServerSentEventsResult<CaseProgress>, ProblemHttpResult>> Watch(
        string id, ICaseService cases, CancellationToken cancellationToken) =>
        CaseId.TryParse(id, out CaseId caseId) && await cases.GetAsync(caseId, cancellationToken) is not null
            ? TypedResults.ServerSentEvents(StepsAsync(caseId, cases, cancellationToken), "step")
            : Problems.NoSuchCase();

    private static async Task<Results<ServerSentEventsResult<object?>, NoContent, ProblemHttpResult>> FollowAsync(
        string id, [FromHeader(Name = "Last-Event-ID")] string? lastEventId, ICaseService cases, CaseEventStream events, CancellationToken cancellationToken)
    {
        if (!CaseId.TryParse(id, out CaseId caseId) || await cases.GetAsync(caseId, cancellationToken) is null)
        {
            return Problems.NoSuchCase();
        }

        // A browser's EventSource asks again until it is told 204.
        return CaseEventStream.After(lastEventId) is { } after
            ? TypedResults.ServerSentEvents(events.ReadAsync(caseId, after, cancellationToken))
            : TypedResults.NoContent();
    }

    private static async IAsyncEnumerable<CaseProgress> StepsAsync(
        CaseId id, ICaseService cases, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (CaseProgress step in cases.WatchAsync(id, cancellationToken))
        {
            yield return step;
        }
    }

    private static async Task<Results<Accepted, ProblemHttpResult>> TerminateAsync(
        string id, string? reason, string? requestId, ICaseService cases, CancellationToken cancellationToken)
    {
        if (!CaseId.TryParse(id, out CaseId caseId) || await cases.GetAsync(caseId, cancellationToken) is not { } view)
        {
            return Problems.NoSuchCase();
        }

        if (!RequestIds.IsSound(requestId))
        {
            return Problems.Of(StatusCodes.Status400BadRequest, "bad-request", "The request does not say what is needed.", $"A request id has {RequestIds.Form}.");
        }

        return await cases.TerminateAsync(caseId, RequestIds.OrNew(requestId), reason ?? "Terminated by a person.", cancellationToken)
            ? TypedResults.Accepted("/api/cases/" + id)
            : Problems.Of(StatusCodes.Status409Conflict, "case-ended", "The case has ended.", $"It is {view.Status}; an ended case is never changed.");
    }
}
