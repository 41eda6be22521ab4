using System.Diagnostics;
using System.Text.RegularExpressions;
using ClinSeek.Peers.FunctionsHost.Apps;

namespace ClinSeek.Peers.FunctionsHost.Processes;

/// <summary>The command line of the handler, put together as the host does it.</summary>
internal static partial class HandlerCommand
{
    public static ProcessStartInfo Create(AppFolder app, IReadOnlyDictionary<string, string> environment)
    {
        HostSettings settings = app.Settings;
        string executable = Expand(settings.Executable, environment);
        string inApp = Path.Combine(app.Root, executable);
        var start = new ProcessStartInfo
        {
            // Otherwise it is looked up on PATH: that is how `dotnet` and `node` work.
            FileName = !Path.IsPathRooted(executable) && File.Exists(inApp) ? inApp : executable,
            Arguments = Arguments(settings, environment),
            WorkingDirectory = settings.WorkingDirectory is { Length: > 0 } folder ? Path.Combine(app.Root, Expand(folder, environment)) : app.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    // Unquoted but for the worker's path: an argument with a space must bring its own quotes.
    private static string Arguments(HostSettings settings, IReadOnlyDictionary<string, string> environment)
    {
        string arguments = string.Join(' ', settings.Arguments.Select(argument => Expand(argument, environment)));
        return settings.WorkerPath is { Length: > 0 } worker
            ? $"{arguments} \"{Expand(worker, environment)}\" {string.Join(' ', settings.WorkerArguments.Select(argument => Expand(argument, environment)))}".Trim()
            : arguments;
    }

    private static string Expand(string text, IReadOnlyDictionary<string, string> environment) => Variable().Replace(text, match =>
        environment.GetValueOrDefault(match.Groups[1].Value) ?? Environment.GetEnvironmentVariable(match.Groups[1].Value) ?? match.Value);

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Variable();
}
