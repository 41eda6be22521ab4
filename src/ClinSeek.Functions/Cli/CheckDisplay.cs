using ClinSeek.Functions.Cases;
using Spectre.Console;

namespace ClinSeek.Functions.Cli;

/// <summary>Shows what <c>verify</c> and <c>replay</c> found, and gives their exit code.</summary>
internal static class CheckDisplay
{
    public static int Write(CommonSettings settings, CheckReport report, string done, string unit)
    {
        if (settings.Json)
        {
            JsonOutput.Write(report);
        }
        else if (report.Ok)
        {
            AnsiConsole.MarkupLineInterpolated($"[green]ok[/]  {report.CaseId}: {report.Count} {unit} {done}");
            if (report.Reason is not null)
            {
                AnsiConsole.WriteLine("    " + report.Reason);
            }
        }
        else
        {
            AnsiConsole.MarkupLineInterpolated($"[red]not {done}[/]  {report.CaseId}: first bad: {report.FirstBad}");
            AnsiConsole.WriteLine("    " + report.Reason);
        }

        return report.Ok ? ExitCodes.Ok : ExitCodes.Failed;
    }
}
