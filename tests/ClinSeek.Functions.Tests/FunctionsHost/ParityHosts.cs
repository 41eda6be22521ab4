using System.Globalization;
using ClinSeek.Evidence.Audit;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Cutoff;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Hosting;
using ClinSeek.Functions.Tests.EndToEnd;
using ClinSeek.Functions.Tests.Testing;

namespace ClinSeek.Functions.Tests.FunctionsHost;

/// <summary>The hosts that must say the same, each over a store and keys of its own; all read the same record.</summary>
public sealed class ParityHosts(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private ProductHost _embedded = null!;
    private int _number;

    internal IReadOnlyList<ParityHost> UnderFunctions { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        _embedded = await ProductHost.StartAsync(_folder["embedded"]);
        IReadOnlyDictionary<string, string> blobs = await BlobSettings.NewAsync(azurite);
        UnderFunctions =
        [
            await StartAsync("files", new Dictionary<string, string>()),
            await StartAsync("azurite", blobs),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        await _embedded.DisposeAsync();
        foreach (ParityHost host in UnderFunctions)
        {
            await host.App.DisposeAsync();
        }

        _folder.Dispose();
    }

    /// <summary>Asks without the Functions host.</summary>
    internal async Task<(CaseView View, IReadOnlyList<LogicalEntry> Record)> AskEmbeddedAsync(string patient, string question, string? cutoff)
    {
        CaseRequest request = ProductHost.Request(patient) with { Question = question };
        if (cutoff is not null)
        {
            request = request with { Cutoff = new CutoffTime(DateTimeOffset.Parse(cutoff, CultureInfo.InvariantCulture)) };
        }

        string id = string.Create(CultureInfo.InvariantCulture, $"embedded-{Interlocked.Increment(ref _number)}");
        CaseView view = await _embedded.AskAsync(request, id);
        return (view, await LogicalPayloads.ReadAsync(_embedded, id));
    }

    private async Task<ParityHost> StartAsync(string name, IReadOnlyDictionary<string, string> settings)
    {
        var all = new Dictionary<string, string>(settings) { ["ClinSeek__Record"] = DemoRecord.Folder };
        FunctionsApp app = await FunctionsApp.StartAsync(_folder[name], settings: all);
        return new ParityHost(name, app, () => ProductHost.Read(_folder[name], settings));
    }
}
