using System.CommandLine;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Hosting;
using Spectre.Console;

namespace ClinSeek.Functions.Cli;

/// <summary><c>cases</c>: every case, newest first. Reads only.</summary>
internal static class CasesCommand
{
    public static Command Create(CommonOptions common)
    {
        var command = new Command("cases", "List the cases, newest first");
        command.SetAction((parsed, cancellationToken) => RunAsync(common.Read(parsed), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommonSettings settings, CancellationToken cancellationToken)
    {
        await using CaseSession session = Composition.OpenReadOnly(settings);
        IReadOnlyList<CaseSummary> cases = await session.Cases.ListAsync(cancellationToken);
        if (settings.Json)
        {
            JsonOutput.Write(cases);
            return ExitCodes.Ok;
        }

        if (cases.Count == 0)
        {
            AnsiConsole.WriteLine("No cases yet. `ask` starts one.");
            return ExitCodes.Ok;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns("case", "status", "patient", "created (UTC)");
        foreach (CaseSummary summary in cases)
        {
            table.AddRow(
                new Text(summary.CaseId), new Text(Words.Of(summary.Status)), new Text(summary.Patient),
                new Text(summary.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture)));
        }

        AnsiConsole.Write(table);
        return ExitCodes.Ok;
    }
}
