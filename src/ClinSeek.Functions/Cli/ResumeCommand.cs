using System.CommandLine;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Hosting;

namespace ClinSeek.Functions.Cli;

/// <summary><c>resume</c>: takes up every unfinished case and waits for its end, by the running host where there is one.</summary>
internal static class ResumeCommand
{
    public static Command Create(CommonOptions common)
    {
        var command = new Command("resume", "Take up all unfinished cases and wait for their end");
        command.SetAction((parsed, cancellationToken) => RunAsync(common.Read(parsed), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommonSettings settings, CancellationToken cancellationToken)
    {
        await using CaseSession session = await Composition.OpenForWritingAsync(settings, cancellationToken);
        IReadOnlyList<CaseSummary> resumed = await session.WhileEngineRunsAsync(session.Cases.ResumeAllAsync, cancellationToken);
        if (settings.Json)
        {
            JsonOutput.Write(resumed.Select(static summary => new ResumedCase(summary.CaseId, summary.Status)));
        }
        else if (resumed.Count == 0)
        {
            Screen.Standard.Write(0, 0, "Nothing to resume: every case has ended.");
        }
        else
        {
            Screen.Standard.Table(["case", "status"], [.. resumed.Select(static summary => (IReadOnlyList<string>)[summary.CaseId, Words.Of(summary.Status)])]);
        }

        return resumed.Any(static summary => summary.Status == CaseStatus.Failed) ? ExitCodes.Failed : ExitCodes.Ok;
    }
}
