using System.Diagnostics;

namespace ClinSeek.Functions.Tests.Cli;

/// <summary>The built program, started as a process of its own the way a user does.</summary>
internal static class Program
{
    public const string Dyspnoea = "What is the most likely cause of this patient's acute shortness of breath?";

    private static string Assembly { get; } = Path.Combine(AppContext.BaseDirectory, "ClinSeek.Functions.dll");

    /// <summary>Starts it; the caller ends it.</summary>
    public static Process Start(string folder, IReadOnlyDictionary<string, string>? environment, params string[] arguments) =>
        StartAs(folder, environment, "dotnet", [Assembly, .. arguments]);

    /// <summary>Starts it through another program, such as a shell that sets a limit first.</summary>
    public static Process StartAs(string folder, IReadOnlyDictionary<string, string>? environment, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["COLUMNS"] = "80";
        start.Environment["ClinSeek__Port"] = "0";
        start.Environment.Remove("CLINSEEK_KEY_FILE");
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>The command that a shell would run.</summary>
    public static string ShellCommand(params string[] arguments) =>
        string.Join(' ', new[] { "dotnet", Assembly }.Concat(arguments).Select(static argument => "'" + argument.Replace("'", "'\\''", StringComparison.Ordinal) + "'"));

    /// <summary>Runs it to its end over the data folder <c>data</c> and the key file <c>keys.json</c> of a folder.</summary>
    public static Task<ProgramResult> RunAsync(string folder, params string[] arguments) => RunAsync(folder, null, arguments);

    public static async Task<ProgramResult> RunAsync(string folder, IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        using Process process = Start(folder, environment, [.. arguments, "--data", Path.Combine(folder, "data"), "--key-file", Path.Combine(folder, "keys.json")]);
        return await EndAsync(process);
    }

    /// <summary>Waits for its end.</summary>
    public static async Task<ProgramResult> EndAsync(Process process)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
            Task<string> error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new ProgramResult(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
