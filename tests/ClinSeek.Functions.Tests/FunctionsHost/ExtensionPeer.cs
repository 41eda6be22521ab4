using System.Diagnostics;
using System.Text.Json;
using ClinSeek.Durable.Client;
using ClinSeek.Evidence;
using ClinSeek.Functions.Tests.Architecture;
using ClinSeek.Peers.Azurite;

namespace ClinSeek.Functions.Tests.FunctionsHost;

/// <summary>
/// The published app under the real durable extension (tests/Peers/DurableExtension), its state in an Azurite with blobs,
/// queues and tables, as a process of its own.
/// </summary>
internal sealed class ExtensionPeer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly AzuriteServer _azurite;
    private readonly HttpClient _management;

    private ExtensionPeer(Process process, AzuriteServer azurite, JsonElement started)
    {
        (_process, _azurite) = (process, azurite);
        Http = Client(started, "key");
        _management = new HttpClient();
        Durable = new HttpDurableTaskClient(_management, new DurableClientBinding(
            new Uri(Http.BaseAddress!, "runtime/webhooks/durabletask"), "code=" + Uri.EscapeDataString(started.GetProperty("systemKey").GetString()!)),
            new HttpDurableTaskClientOptions { SerializerOptions = EvidenceJson.Options });
    }

    /// <summary>The app's own API.</summary>
    public HttpClient Http { get; }

    /// <summary>Ends the handler that runs now; the host starts another one.</summary>
    public async Task KillHandlerAsync()
    {
        await _process.StandardInput.WriteLineAsync("kill");
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>The app's own client over the extension's management API.</summary>
    public HttpDurableTaskClient Durable { get; }

    /// <summary>Restores and builds the peer, starts an Azurite and both around the app.</summary>
    /// <param name="settings">App settings.</param>
    /// <param name="log">What the host and the extension say.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static async Task<ExtensionPeer> StartAsync(IReadOnlyDictionary<string, string> settings, Action<string>? log, CancellationToken cancellationToken)
    {
        string project = Path.Combine(Repository.Root, "tests", "Peers", "DurableExtension");
        AzuriteServer azurite = await AzuriteServer.StartAsync(new AzuriteOptions { AllServices = true }, cancellationToken);
        var start = new ProcessStartInfo("dotnet", ["run", "--project", project, "--", await PublishedApp.FolderAsync()])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PEER_STORAGE"] = azurite.ConnectionString, ["PEER_SETTINGS"] = JsonSerializer.Serialize(settings) },
        };
        foreach (string name in start.Environment.Keys.Where(static name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, line) => log?.Invoke(line.Data ?? "");
        process.BeginErrorReadLine();
        var printed = new List<string>();
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith('{'))
            {
                // The extension traces to the console too: nobody else reads it.
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                return new ExtensionPeer(process, azurite, JsonDocument.Parse(line).RootElement.Clone());
            }

            printed.Add(line);
        }

        await azurite.DisposeAsync();
        throw new InvalidOperationException("The durable extension did not start: " + string.Join(Environment.NewLine, printed));
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _management.Dispose();
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
        await _azurite.DisposeAsync();
    }

    private static HttpClient Client(JsonElement started, string key)
    {
        var client = new HttpClient { BaseAddress = new Uri(started.GetProperty("address").GetString()!), Timeout = TimeSpan.FromMinutes(5) };
        client.DefaultRequestHeaders.Add("x-functions-key", started.GetProperty(key).GetString());
        return client;
    }
}
