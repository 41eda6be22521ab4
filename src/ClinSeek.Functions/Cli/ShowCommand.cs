using System.CommandLine;
using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Hosting;

namespace ClinSeek.Functions.Cli;

/// <summary><c>show CASE</c>: a case as it stands. Reads only.</summary>
internal static class ShowCommand
{
    public static Command Create(CommonOptions common)
    {
        Argument<string> id = CaseArgument.Create();
        var command = new Command("show", "Show a case: its hypotheses, answer and citations") { id };
        command.SetAction((parsed, cancellationToken) => RunAsync(common.Read(parsed), CaseArgument.Read(parsed, id), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommonSettings settings, CaseId id, CancellationToken cancellationToken)
    {
        await using CaseSession session = CaseArgument.Open(settings, id);
        CaseView view = await session.Cases.GetAsync(id, cancellationToken) ?? throw CaseArgument.Unknown(id, settings);
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
}
