using System.Globalization;
using ClinSeek.Evidence.Audit;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Cutoff;
using ClinSeek.Evidence.Ledger;
using ClinSeek.Evidence.Vault;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Hosting;
using ClinSeek.Functions.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ClinSeek.Functions.Tests.EndToEnd;

/// <summary>The product's own composition on a data folder, with the reasoner that its configuration names; nothing is replaced.</summary>
internal sealed class ProductHost : IAsyncDisposable
{
    public const string Question = "What is the most likely cause of this patient's acute shortness of breath?";

    private readonly ServiceProvider _services;

    private ProductHost(ServiceProvider services) => _services = services;

    public ICaseService Cases => _services.GetRequiredService<ICaseService>();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Starts a host; the key file lies beside the data folder.</summary>
    /// <param name="folder">Holds <c>data</c> and <c>keys.json</c>.</param>
    /// <param name="model">The endpoint of a language model, or null for the likelihood reasoner.</param>
    /// <param name="more">Further settings.</param>
    public static async Task<ProductHost> StartAsync(string folder, Uri? model = null, IReadOnlyDictionary<string, string?>? more = null)
    {
        Dictionary<string, string?> settings = model is null ? [] : new()
        {
            ["Model:Endpoint"] = model.ToString(),
            ["Model:Name"] = ScriptedModel.ModelName,
        };
        foreach ((string name, string? value) in more ?? new Dictionary<string, string?>())
        {
            settings[name] = value;
        }

        ProductHost host = Create(folder, settings, readOnly: false);
        await host.Get<CaseHost>().StartAsync(Stop);
        return host;
    }

    /// <summary>Opens a data folder for reading, without an engine.</summary>
    /// <param name="folder">Holds <c>data</c> and <c>keys.json</c>.</param>
    /// <param name="settings">App settings as environment variables name them, where the record lies elsewhere.</param>
    public static ProductHost Read(string folder, IReadOnlyDictionary<string, string>? settings = null) => Create(
        folder, settings?.ToDictionary(static pair => pair.Key.Replace("__", ":", StringComparison.Ordinal), static string? (pair) => pair.Value) ?? [], readOnly: true);

    /// <summary>A request about a demo patient, at the time for which the demo record was written.</summary>
    public static CaseRequest Request(string patient, string? source = null, string cutoff = "2026-03-01T12:00:00Z") => new(
        patient, Question, new CutoffTime(DateTimeOffset.Parse(cutoff, CultureInfo.InvariantCulture)), null,
        CaseBudget.Default, source ?? DemoRecord.Folder);

    public async Task<CaseView> AskAsync(CaseRequest request, string id)
    {
        await Cases.StartAsync(request, CaseId.Parse(id), Stop);
        return await EndAsync(id);
    }

    public async Task<CaseView> EndAsync(string id)
    {
        await foreach (CaseProgress _ in Cases.WatchAsync(CaseId.Parse(id), Stop))
        {
        }

        return (await Cases.GetAsync(CaseId.Parse(id), Stop))!;
    }

    /// <summary>Verifies with the case's keys, and replays.</summary>
    public async Task ShouldHoldAsync(CaseView view)
    {
        CaseId id = CaseId.Parse(view.CaseId);
        CheckReport verified = (await Cases.VerifyAsync(id, withKey: true, view.LedgerHead, Stop))!;
        verified.Ok.ShouldBeTrue($"{id}, {verified.FirstBad}: {verified.Reason}");
        CheckReport replayed = (await Cases.ReplayAsync(id, Stop))!;
        replayed.Ok.ShouldBeTrue($"{id}, {replayed.FirstBad}: {replayed.Reason}");
    }

    /// <summary>The case's keys, opened. Secret in real life.</summary>
    public async Task<CaseKeys> KeysAsync(string id) => (await Get<IEvidenceStore>().KeysAsync(CaseId.Parse(id), Stop))!;

    /// <summary>The case's record as raw bytes.</summary>
    public async Task<LedgerSource> SourceAsync(string id)
    {
        (byte[] ledger, byte[] checkpoints) = (await Get<ILedgerStore>().ReadBytesAsync(CaseId.Parse(id), Stop))!.Value;
        return new LedgerSource
        {
            Lines = LedgerChain.Lines(ledger),
            Checkpoints = LedgerChain.Lines(checkpoints),
            Blob = (address, stop) => Get<IEvidenceStore>().ReadEnvelopeAsync(CaseId.Parse(id), address, stop),
        };
    }

    public async ValueTask DisposeAsync()
    {
        await Get<CaseHost>().StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }

    private static ProductHost Create(string folder, Dictionary<string, string?> settings, bool readOnly)
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var options = new ClinSeekOptions
        {
            Data = Path.Combine(folder, "data"),
            KeyFile = settings.GetValueOrDefault("ClinSeek:KeyFile") ?? Path.Combine(folder, "keys.json"),
        };
        return new ProductHost(new ServiceCollection().AddLogging().AddClinSeek(options, configuration, readOnly).BuildServiceProvider());
    }
}
