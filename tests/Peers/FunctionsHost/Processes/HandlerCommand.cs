using System.Diagnostics;
using ClinSeek.Peers.FunctionsHost.Apps;

namespace ClinSeek.Peers.FunctionsHost.Processes;

/// <summary>The command line of the handler, put together as the host does it.</summary>
internal static class HandlerCommand
{
    public static ProcessStartInfo Create(AppFolder app, IReadOnlyDictionary<string, string> environment)
    {
        HostSettings settings = app.Settings;
        string executable = app.Values.Expand(settings.Executable);
        string inApp = Path.Combine(app.Root, executable);
        var start = new ProcessStartInfo
        {
            // Otherwise it is looked up on PATH: that is how `dotnet` and `node` work.
            FileName = !Path.IsPathRooted(executable) && File.Exists(inApp) ? inApp : executable,
            Arguments = Arguments(settings, app.Values),
            WorkingDirectory = settings.WorkingDirectory is { Length: > 0 } folder ? Path.Combine(app.Root, app.Values.Expand(folder)) : app.Root,
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
    private static string Arguments(HostSettings settings, AppValues values)
    {
        string arguments = string.Join(' ', settings.Arguments.Select(values.Expand));
        return settings.WorkerPath is { Length: > 0 } worker
            ? $"{arguments} \"{values.Expand(worker)}\" {string.Join(' ', settings.WorkerArguments.Select(values.Expand))}".Trim()
            : arguments;
    }
}
