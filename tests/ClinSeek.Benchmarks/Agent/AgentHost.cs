using System.Globalization;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Cutoff;
using ClinSeek.Functions.Cases;
using ClinSeek.Reasoning;
using Microsoft.Extensions.DependencyInjection;

namespace ClinSeek.Benchmarks.Agent;

/// <summary>The program's own cases with a model of the benchmark, on a folder of its own below one that whoever runs it removes in the end: a file system that has just removed thousands of files is slow to make new ones.</summary>
internal sealed class AgentHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private AgentHost(ServiceProvider services) => _services = services;

    public ICaseService Cases => _services.GetRequiredService<ICaseService>();

    public CaseHost Engine => _services.GetRequiredService<CaseHost>();

    public static async Task<AgentHost> StartAsync(string root, Uri model, int places)
    {
        string folder = Directory.CreateDirectory(Path.Combine(root, Guid.NewGuid().ToString("N"))).FullName;
        var options = new ReasonerOptions { Endpoint = model.ToString(), Name = "steady", MaxConcurrentCalls = places };
        ServiceProvider services = new ServiceCollection()
            .AddSingleton(options)
            .AddSingleton(ReasonerFactory.Create(options))
            .AddClinSeekCases(cases =>
            {
                cases.DataFolder = Path.Combine(folder, "data");
                cases.KeyFile = Path.Combine(folder, "keys.json");
            })
            .BuildServiceProvider();
        var host = new AgentHost(services);
        await host.Engine.StartAsync(CancellationToken.None);
        return host;
    }

    public static CaseRequest Request(string patient, int steps) => new(
        patient, "What is the most likely cause of this patient's acute shortness of breath?",
        new CutoffTime(DateTimeOffset.Parse("2026-03-01T12:00:00Z", CultureInfo.InvariantCulture)), null,
        new CaseBudget(steps, null, TimeSpan.FromDays(1)), Path.Combine(AppContext.BaseDirectory, "demo"), "language-model");

    /// <summary>Starts a case, calls back at every recorded step, and gives the case once it has ended.</summary>
    public async Task<CaseView> RunAsync(string id, CaseRequest request, Func<Task>? eachStep = null)
    {
        CaseId caseId = CaseId.Parse(id);
        await Cases.StartAsync(request, caseId, CancellationToken.None);
        await foreach (CaseProgress _ in Cases.WatchAsync(caseId, CancellationToken.None))
        {
            await (eachStep?.Invoke() ?? Task.CompletedTask);
        }

        CaseView view = (await Cases.GetAsync(caseId, CancellationToken.None))!;
        return view.Status == CaseStatus.Abstained && view.Reason == "The benchmark ends here."
            ? view
            : throw new InvalidOperationException($"The case ended as {view.Status}: {view.Reason}");
    }

    /// <summary>How many tool calls a case made.</summary>
    public async Task<int> CallsAsync(CaseView view) =>
        (await _services.GetRequiredService<CaseRecord>().StepsAsync(CaseId.Parse(view.CaseId), view.Steps, CancellationToken.None)).Sum(static step => step.Evidence.Count);

    public async ValueTask DisposeAsync()
    {
        await Engine.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }
}
