using ClinSeek.Functions.Cases;

namespace ClinSeek.Functions.Cli;

/// <summary>Shows what <c>verify</c>, <c>replay</c> and <c>rederive</c> found, and gives their exit code.</summary>
internal static class CheckDisplay
{
    public static int Write(CommonSettings settings, CheckReport report, string done, string what)
    {
        if (settings.Json)
        {
            JsonOutput.Write(report);
        }
        else if (report.Ok)
        {
            Screen.Standard.Write(0, 4, new Run("ok", Run.Good), $"{report.CaseId}: {report.Count} {what}.", report.Reason ?? "");
            foreach (string result in report.Unchecked ?? [])
            {
                Screen.Standard.Write(4, 4, $"not checked: {result}");
            }
        }
        else
        {
            Screen.Standard.Write(0, 4, new Run($"not {done}", Run.Bad), $"{report.CaseId}: first bad: {report.FirstBad}");
            Screen.Standard.Write(4, 4, report.Reason ?? "");
        }

        return report.Ok ? ExitCodes.Ok : ExitCodes.Failed;
    }
}
