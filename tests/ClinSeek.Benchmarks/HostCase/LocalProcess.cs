using System.Diagnostics;

namespace ClinSeek.Benchmarks.HostCase;

/// <summary>The published program as the local host, on a free loopback port.</summary>
internal sealed class LocalProcess : IDisposable
{
    private readonly Process _process;

    private LocalProcess(Process process, Uri address)
    {
        _process = process;
        Http = new HttpClient { BaseAddress = address };
    }

    public HttpClient Http { get; }

    public static Dictionary<string, string> Settings(string folder) => new()
    {
        ["ClinSeek__Data"] = Path.Combine(folder, "data"),
        ["ClinSeek__KeyFile"] = Path.Combine(folder, "keys.json"),
    };

    public static async Task<LocalProcess> StartAsync(string app, string folder)
    {
        var start = new ProcessStartInfo(Path.Combine(app, "ClinSeek.Functions")) { RedirectStandardOutput = true, WorkingDirectory = app };
        foreach ((string name, string value) in Settings(folder))
        {
            start.Environment[name] = value;
        }

        start.Environment["ClinSeek__Port"] = "0";
        Process process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            int at = line.IndexOf("http://", StringComparison.Ordinal);
            if (at >= 0 && Uri.TryCreate(line[at..].Split(' ', '\'', '"')[0].TrimEnd('.', ',', '/') + "/", UriKind.Absolute, out Uri? address))
            {
                // What it prints from now on must be read, or it would block on a full pipe.
                _ = process.StandardOutput.ReadToEndAsync();
                return new LocalProcess(process, address);
            }
        }

        throw new InvalidOperationException("The local host ended before it told its address.");
    }

    public void Dispose()
    {
        Http.Dispose();
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
