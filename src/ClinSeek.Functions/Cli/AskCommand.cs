using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Hosting;
using ClinSeek.Functions.Models;

namespace ClinSeek.Functions.Cli;

/// <summary><c>ask</c>: one question, live progress, a cited decision. Hands over to the host that runs on the data folder, where one does.</summary>
internal static class AskCommand
{
    public const string Name = "ask";

    public static Command Create(CommonOptions common)
    {
        var question = new Argument<string>("QUESTION") { Description = "The clinical question, in quotes" };
        var patient = new Option<string>("--patient") { Description = "The patient's id, as `patients` lists it", HelpName = "ID", Required = true };
        var cutoff = new Option<string?>("--cutoff") { Description = "Know nothing from this instant on, such as 2026-01-31T08:00:00Z (default: now)", HelpName = "T" };
        var fhir = new Option<string?>("--fhir") { Description = "A FHIR server (address or configured name), file or folder instead of the demo patients", HelpName = "SERVER-OR-FILES" };
        var candidates = new Option<string[]>("--candidate") { Description = "An allowed answer; repeat it for a closed list", HelpName = "ANSWER" };
        var list = new Option<string?>("--candidates") { Description = "The allowed answers in one text, separated by commas", HelpName = "A,B" };
        var select = new Option<string?>("--select") { Description = "How many candidates the answer may name: one or several", HelpName = "one|several" };
        var type = new Option<string?>("--type") { Description = $"Which answer is wanted: {AnswerOptions.Types} (default: read from the question)", HelpName = "TYPE" };
        var checkBy = new Option<string?>("--check-by") { Description = "A reasoner that reads the case a second time: likelihood, language-model or second-model", HelpName = "REASONER" };
        var approval = new Option<bool>("--approval") { Description = "Let a person approve the decision before it stands (`approve`, `reject`)" };
        var clinician = new Option<bool>("--ask-clinician") { Description = "Let the reasoner ask a clinician, who answers with `answer`" };
        var command = new Command(Name, "Ask a clinical question about a patient") { question, patient, cutoff, fhir, candidates, list, select, type, checkBy, approval, clinician };
        var budget = new BudgetOptions();
        budget.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(
            common.Read(parsed),
            new CaseSubmission
            {
                Patient = parsed.GetValue(patient),
                Question = parsed.GetValue(question),
                Cutoff = ReadCutoff(parsed.GetValue(cutoff)),
                Fhir = parsed.GetValue(fhir) is { } record ? Composition.RecordName(common.Read(parsed), record) : null,
                Approval = parsed.GetValue(approval) ? true : null,
                AskClinician = parsed.GetValue(clinician) ? true : null,
                Candidates = AnswerOptions.Candidates(parsed.GetValue(candidates), parsed.GetValue(list)),
                Select = AnswerOptions.Select(parsed.GetValue(select)),
                CheckBy = parsed.GetValue(checkBy),
                Type = AnswerOptions.Type(parsed.GetValue(type)),
                Steps = budget.Steps(parsed),
                Budget = budget.Read(parsed),
            },
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommonSettings settings, CaseSubmission submission, CancellationToken cancellationToken)
    {
        IntakeResult intake = await Composition.AcceptAsync(settings, submission, cancellationToken);
        if (!intake.Accepted)
        {
            throw new UserErrorException($"{intake.Problem.Title} {intake.Problem.Detail}", ExitCodes.Usage);
        }

        CaseRequest request = intake.Request;

        await using CaseSession session = await Composition.OpenForWritingAsync(settings, cancellationToken);
        CaseAccepted accepted = await session.Cases.StartAsync(request, null, cancellationToken);
        var display = new CaseDisplay(Screen.Standard);
        if (!settings.Json)
        {
            display.WriteOpening(accepted.Id, request, session.Handover);
        }

        CaseView view = await session.WhileEngineRunsAsync(
            async stop =>
            {
                using var heard = CancellationTokenSource.CreateLinkedTokenSource(stop);
                LiveLine? live = settings.Json ? null : Screen.Standard.Live();
                Task listening = live is null ? Task.CompletedTask : ListenAsync(session, accepted.Id, live, heard.Token);
                await foreach (CaseProgress step in session.Cases.WatchAsync(accepted.Id, stop))
                {
                    if (live is not null)
                    {
                        live.Write(() => display.WriteStep(step));
                    }
                    else if (!settings.Json)
                    {
                        display.WriteStep(step);
                    }
                }

                await heard.CancelAsync();
                await listening;
                live?.Write(static () => { });

                return await session.Cases.GetAsync(accepted.Id, stop);
            },
            cancellationToken) ?? throw CaseArgument.Unknown(accepted.Id, settings);
        if (settings.Json)
        {
            JsonOutput.Write(view);
        }
        else
        {
            display.Write(view);
        }

        return ExitCodes.Of(view.Status);
    }

    /// <summary>Shows what the model says while it says it. Only a look: that it cannot be had ends nothing.</summary>
    private static async Task ListenAsync(CaseSession session, CaseId id, LiveLine live, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (LivePiece piece in session.Live.WatchAsync(id, cancellationToken))
            {
                live.Say(piece);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or HttpRequestException or IOException or JsonException)
        {
            // The steps go on without it.
        }
    }

    private static DateTimeOffset? ReadCutoff(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset cutoff)
            ? cutoff
            : throw new UserErrorException($"'{text}' is not a time; write --cutoff as 2026-01-31T08:00:00Z.", ExitCodes.Usage);
    }
}
