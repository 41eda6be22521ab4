using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Cutoff;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Storage;
using ClinSeek.Reasoning;
using Microsoft.Extensions.DependencyInjection;

namespace ClinSeek.Functions.Tests.Testing;

/// <summary>A host on a data folder, with the services of the product and a scripted reasoner.</summary>
internal sealed class CaseWorld : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private CaseWorld(ServiceProvider services) => _services = services;

    public ICaseService Cases => _services.GetRequiredService<ICaseService>();

    public CaseHost Host => _services.GetRequiredService<CaseHost>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Starts a host; keys lie beside the data folder. One that is held does nothing until its host is started.</summary>
    public static async Task<CaseWorld> StartAsync(
        string folder, IReasoner? reasoner = null, TimeProvider? time = null, StorageOptions? storage = null, Action<IServiceCollection>? before = null, bool hold = false)
    {
        CaseWorld world = Create(folder, reasoner, readOnly: false, time, storage, before);
        if (!hold)
        {
            await world.Host.StartAsync(TestContext.Current.CancellationToken);
        }

        return world;
    }

    /// <summary>Opens a data folder without a host.</summary>
    public static CaseWorld Read(string folder, IReasoner? reasoner = null, StorageOptions? storage = null) => Create(folder, reasoner, readOnly: true, null, storage);

    public static CaseRequest Request(string source, int steps = 12, string question = "What explains the breathlessness?", TimeSpan? wallTime = null) => new(
        SamplePatient.Id,
        question,
        new CutoffTime(DateTimeOffset.Parse(SamplePatient.Cutoff, System.Globalization.CultureInfo.InvariantCulture)),
        Candidates: null,
        new CaseBudget(steps, null, wallTime ?? TimeSpan.FromDays(3650)),
        source,
        "scripted");

    /// <summary>Starts a case and waits until it has ended.</summary>
    public async Task<CaseView> AskAsync(CaseRequest request, string id)
    {
        await Cases.StartAsync(request, CaseId.Parse(id), TestContext.Current.CancellationToken);
        return await EndAsync(id);
    }

    /// <summary>Waits until a case has ended or cannot go on.</summary>
    public async Task<CaseView> EndAsync(string id)
    {
        await foreach (CaseProgress _ in Cases.WatchAsync(CaseId.Parse(id), TestContext.Current.CancellationToken))
        {
        }

        return (await Cases.GetAsync(CaseId.Parse(id), TestContext.Current.CancellationToken))!;
    }

    public async ValueTask DisposeAsync()
    {
        await Host.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }

    private static CaseWorld Create(string folder, IReasoner? reasoner, bool readOnly, TimeProvider? time, StorageOptions? storage, Action<IServiceCollection>? before = null)
    {
        var services = new ServiceCollection();
        before?.Invoke(services);
        if (time is not null)
        {
            services.AddSingleton(time);
        }

        services.AddSingleton<IReasoner>(reasoner ?? new ScriptedReasoner());
        services.AddClinSeekCases(options =>
        {
            options.DataFolder = Path.Combine(folder, "data");
            options.KeyFile = Path.Combine(folder, "keys.json");
            options.ReadOnly = readOnly;
            options.Storage = storage ?? options.Storage;
        });
        return new CaseWorld(services.BuildServiceProvider());
    }
}
