using System.Diagnostics;
using System.Text.Json;
using ClinSeek.Functions.Tests.Architecture;

namespace ClinSeek.Functions.Tests.EndToEnd;

/// <summary>The built <c>clinseek-auditor</c>, run as a stranger runs it: a process of its own with files and nothing else.</summary>
internal static class AuditorProcess
{
    /// <summary>Runs it on a case folder.</summary>
    /// <returns>The exit code, the report where it printed one, and what it printed.</returns>
    public static async Task<(int Exit, AuditReport? Report, string Printed)> RunAsync(string caseFolder, params string[] options)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])["exec", Program(), caseFolder, "--json", .. options])
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        string printed = await output;
        AuditReport? report = printed.StartsWith('{') ? JsonSerializer.Deserialize<AuditReport>(printed, JsonSerializerOptions.Web) : null;
        return (process.ExitCode, report, printed + await error);
    }

    private static string Program()
    {
        // This assembly lies in bin/<configuration>/<framework>/<platform>; the auditor is built for any platform.
        string framework = Path.GetFileName(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory))!);
        string configuration = Path.GetFileName(Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..")));
        return Path.Combine(Repository.Root, "src", "ClinSeek.Auditor", "bin", configuration, framework, "clinseek-auditor.dll");
    }
}
