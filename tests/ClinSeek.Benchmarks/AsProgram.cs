using System.Diagnostics;

namespace ClinSeek.Benchmarks;

/// <summary>
/// Runs a benchmark once more in a process with the runtime settings of the program: its collector, its threads and its
/// compiler, read from the file that the program itself is started with.
/// </summary>
internal static class AsProgram
{
    private const string Marker = "CLINSEEK_BENCHMARK_AS_PROGRAM";

    /// <summary>Whether this process has them.</summary>
    public static bool IsOne => Environment.GetEnvironmentVariable(Marker) is not null;

    /// <summary>Runs a benchmark's command in such a process, and gives its exit code.</summary>
    public static async Task<int> RunAsync(IEnumerable<string> command)
    {
        var start = new ProcessStartInfo("dotnet",
        [
            "exec", "--runtimeconfig", Beside("ClinSeek.Functions.runtimeconfig.json"), "--depsfile", Beside("ClinSeek.Benchmarks.deps.json"),
            Beside("ClinSeek.Benchmarks.dll"), .. command,
        ]);
        start.Environment[Marker] = "1";
        using Process process = Process.Start(start)!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    private static string Beside(string file) => Path.Combine(AppContext.BaseDirectory, file);
}
