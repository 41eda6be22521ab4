using System.CommandLine;
using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Hosting;
using ClinSeek.Functions.People;

namespace ClinSeek.Functions.Cli;

/// <summary>What people do with a case: <c>approve</c>, <c>reject</c>, <c>answer</c>, <c>pause</c>, <c>continue</c>, <c>note</c>, <c>cancel</c>.</summary>
internal static class PeopleCommands
{
    public static IEnumerable<Command> Create(CommonOptions common) =>
    [
        Approve(common), Reject(common), Answer(common), Pause(common), Continue(common), Note(common), Cancel(common),
    ];

    private static Command Approve(CommonOptions common)
    {
        var (id, by, reason, digest) = (CaseArgument.Create(), By(), Reason(), Digest());
        var command = new Command("approve", "Approve the decision of a case, which then stands") { id, by, reason, digest };
        command.SetAction((parsed, stop) => DecideAsync(
            common.Read(parsed), CaseArgument.Read(parsed, id), approve: true, parsed.GetValue(by), parsed.GetValue(reason), parsed.GetValue(digest), stop));
        return command;
    }

    private static Command Reject(CommonOptions common)
    {
        var (id, by, digest) = (CaseArgument.Create(), By(), Digest());
        var reason = new Option<string>("--reason") { Description = "Why", HelpName = "TEXT", Required = true };
        var command = new Command("reject", "Reject the decision of a case, which then ends without an answer") { id, by, reason, digest };
        command.SetAction((parsed, stop) => DecideAsync(
            common.Read(parsed), CaseArgument.Read(parsed, id), approve: false, parsed.GetValue(by), parsed.GetValue(reason), parsed.GetValue(digest), stop));
        return command;
    }

    private static Command Answer(CommonOptions common)
    {
        var (id, by) = (CaseArgument.Create(), By());
        var question = new Argument<string>("QUESTION") { Description = "The question's id, as `show` lists it, such as e2.1" };
        var answer = new Argument<string>("ANSWER") { Description = "The answer" };
        var command = new Command("answer", "Answer a question that a case asked") { id, question, answer, by };
        command.SetAction((parsed, stop) => GoOnAsync(
            common.Read(parsed), CaseArgument.Read(parsed, id),
            (session, caseId, token) => session.People.AnswerAsync(
                caseId, Question(parsed.GetValue(question)!), new AnswerSubmission { Answer = parsed.GetValue(answer), By = parsed.GetValue(by) }, token),
            stop));
        return command;
    }

    private static Command Pause(CommonOptions common)
    {
        var (id, reason) = (CaseArgument.Create(), Reason());
        var command = new Command("pause", "Make a case act on nothing until `continue`") { id, reason };
        command.SetAction((parsed, stop) => ActAsync(
            common.Read(parsed), CaseArgument.Read(parsed, id), "The case is paused.",
            (session, caseId, token) => session.People.PauseAsync(caseId, RequestIds.OrNew(null), parsed.GetValue(reason), token), stop));
        return command;
    }

    private static Command Continue(CommonOptions common)
    {
        var (id, reason) = (CaseArgument.Create(), Reason());
        var command = new Command("continue", "Let a paused case go on, and follow it") { id, reason };
        command.SetAction((parsed, stop) => GoOnAsync(
            common.Read(parsed), CaseArgument.Read(parsed, id),
            (session, caseId, token) => session.People.ContinueAsync(caseId, RequestIds.OrNew(null), parsed.GetValue(reason), token), stop));
        return command;
    }

    private static Command Note(CommonOptions common)
    {
        var (id, by) = (CaseArgument.Create(), By());
        var text = new Argument<string>("TEXT") { Description = "The note" };
        var command = new Command("note", "Leave a note with a case, also with one that has ended") { id, text, by };
        command.SetAction((parsed, stop) => ActAsync(
            common.Read(parsed), CaseArgument.Read(parsed, id), "The note is recorded.",
            (session, caseId, token) => session.People.NoteAsync(caseId, new NoteSubmission { Text = parsed.GetValue(text), By = parsed.GetValue(by) }, token), stop));
        return command;
    }

    private static Command Cancel(CommonOptions common)
    {
        var (id, reason) = (CaseArgument.Create(), Reason());
        var command = new Command("cancel", "End a case without an answer") { id, reason };
        command.SetAction((parsed, stop) => ActAsync(
            common.Read(parsed), CaseArgument.Read(parsed, id), "The case is terminated.",
            async (session, caseId, token) => await session.Cases.TerminateAsync(caseId, RequestIds.OrNew(null), parsed.GetValue(reason) ?? "Cancelled by a person.", token)
                ? PersonOutcome.Done : PersonOutcome.Ended,
            stop));
        return command;
    }

    private static Task<int> DecideAsync(
        CommonSettings settings, CaseId id, bool approve, string? by, string? reason, string? digest, CancellationToken cancellationToken) =>
        GoOnAsync(
            settings, id,
            async (session, caseId, stop) => await session.People.ApproveAsync(
                caseId,
                new ApprovalSubmission
                {
                    Approve = approve, By = by, Reason = reason,
                    Digest = digest ?? (await session.People.GetApprovalAsync(caseId, stop))?.Digest,
                },
                stop),
            cancellationToken);

    /// <summary>Acts, then follows the case until it ends or waits again.</summary>
    private static async Task<int> GoOnAsync(
        CommonSettings settings, CaseId id, Func<CaseSession, CaseId, CancellationToken, Task<PersonOutcome>> act, CancellationToken cancellationToken)
    {
        await using CaseSession session = await OpenAsync(settings, id, cancellationToken);
        Check(await act(session, id, cancellationToken), id);
        CaseView view = await session.WhileEngineRunsAsync(
            async stop =>
            {
                await foreach (CaseProgress _ in session.Cases.WatchAsync(id, stop))
                {
                }

                return await session.Cases.GetAsync(id, stop);
            },
            cancellationToken) ?? throw CaseArgument.Unknown(id, settings);
        if (settings.Json)
        {
            JsonOutput.Write(view);
        }
        else
        {
            new CaseDisplay(Screen.Standard).Write(view);
        }

        return ExitCodes.Of(view.Status);
    }

    private static async Task<int> ActAsync(
        CommonSettings settings, CaseId id, string done, Func<CaseSession, CaseId, CancellationToken, Task<PersonOutcome>> act, CancellationToken cancellationToken)
    {
        await using CaseSession session = await OpenAsync(settings, id, cancellationToken);
        Check(await act(session, id, cancellationToken), id);
        if (settings.Json)
        {
            JsonOutput.Write(await session.Cases.GetAsync(id, cancellationToken));
        }
        else
        {
            Screen.Standard.Write(0, 0, done);
        }

        return ExitCodes.Ok;
    }

    private static Task<CaseSession> OpenAsync(CommonSettings settings, CaseId id, CancellationToken cancellationToken) =>
        Composition.MayHaveCase(settings, id) ? Composition.OpenForWritingAsync(settings, cancellationToken) : throw CaseArgument.Unknown(id, settings);

    private static void Check(PersonOutcome outcome, CaseId id)
    {
        string? problem = outcome switch
        {
            PersonOutcome.Done => null,
            PersonOutcome.NoCase => $"There is no case {id}.",
            PersonOutcome.Ended => "The case has ended; an ended case is never changed. A note can still be left.",
            PersonOutcome.NothingThere => $"There is nothing of that kind to act on. `show {id}` says what the case waits for.",
            PersonOutcome.TooLate => $"It was decided or answered already, or its time is over. `show {id}` says what was.",
            PersonOutcome.OtherDecision => $"The digest is not that of the decision that stands. `show {id}` shows it.",
            _ => "The request id was used for something else.",
        };
        if (problem is not null)
        {
            throw new UserErrorException(problem);
        }
    }

    private static EvidenceId Question(string text) => EvidenceId.TryParse(text, out EvidenceId id)
        ? id
        : throw new UserErrorException($"'{text}' is not the id of a question; `show` lists them, such as e2.1.", ExitCodes.Usage);

    private static Option<string?> By() => new("--by") { Description = "Who says so", HelpName = "NAME" };

    private static Option<string?> Reason() => new("--reason") { Description = "Why", HelpName = "TEXT" };

    private static Option<string?> Digest() => new("--digest") { Description = "Refuse unless this is the digest of the decision, as `show` gives it", HelpName = "D" };
}
