using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace ClinSeek.Peers.Fhir;

/// <summary>The Medplum server as a process of its own on a free loopback port; ended by its process id.</summary>
public sealed class FhirPeer : IAsyncDisposable
{
    private readonly Process _process;

    private FhirPeer(Process process, Uri address)
    {
        _process = process;
        Base = address;
    }

    /// <summary>The base address of the API.</summary>
    public Uri Base { get; }

    /// <summary>Starts a server that holds the patients of FHIR files or folders.</summary>
    public static async Task<FhirPeer> StartAsync(bool everything, params string[] records)
    {
        var start = new ProcessStartInfo("node")
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            ArgumentList = { "--experimental-websocket", "--no-warnings", "server.mjs" },
        };
        if (!everything)
        {
            start.ArgumentList.Add("--no-everything");
        }

        foreach (string record in records)
        {
            start.ArgumentList.Add(record);
        }

        Process process = Process.Start(start) ?? throw new InvalidOperationException("node does not start; install Node.js 20.");
        string line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The FHIR server ended before it was ready; its error output says why.");
        using JsonDocument ready = JsonDocument.Parse(line);
        return new FhirPeer(process, new Uri(ready.RootElement.GetProperty("base").GetString() + "/"));
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static string Folder => typeof(FhirPeer).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static item => item.Key == "FhirPeerFolder").Value!;
}
