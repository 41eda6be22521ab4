using System.Collections.Concurrent;
using System.Text.Json;
using ClinSeek.Durable.Protocol;
using ClinSeek.Evidence.Audit;
using ClinSeek.Functions.Tests.EndToEnd;
using ClinSeek.Functions.Tests.Testing;
using ClinSeek.Peers.FunctionsHost;
using ClinSeek.Peers.FunctionsHost.Hub;
using ClinSeek.Peers.FunctionsHost.Invocations;

namespace ClinSeek.Functions.Tests.FunctionsHost;

/// <summary>One host for the traps that leave its handler alive, and the record of a case that met none.</summary>
public sealed class TrapHost : IAsyncLifetime
{
    public const string Patient = "demo-01-arden";

    public const string Orchestrator = "CaseOrchestrator";

    private readonly TemporaryFolder _folder = new();
    private readonly HostScript _script = new();

    internal FunctionsApp App { get; private set; } = null!;

    /// <summary>The undisturbed case.</summary>
    internal string CaseId { get; private set; } = null!;

    internal JsonElement View { get; private set; }

    internal InstanceView Instance { get; private set; } = null!;

    internal ConcurrentQueue<(OrchestratorRequest Request, OrchestratorResponse Response)> Turns { get; } = new();

    internal ConcurrentQueue<ActivityMessage> Activities { get; } = new();

    internal ConcurrentQueue<(Invocation Invocation, HandlerAnswer Answer)> Answers { get; } = new();

    public async ValueTask InitializeAsync()
    {
        // Long enough for every invocation, and as long as the one without an answer takes.
        App = await FunctionsApp.StartAsync(_folder.Path, _script, functionTimeout: TimeSpan.FromSeconds(20));
        _script.Turned = (request, response) => Turns.Enqueue((request.Clone(), response));
        _script.ActivityTwice = message =>
        {
            Activities.Enqueue(message);
            return false;
        };
        _script.Answered = (invocation, answer) =>
        {
            Answers.Enqueue((invocation, answer));
            return answer;
        };
        CaseId = await App.StartCaseAsync(Patient);
        View = await App.EndAsync(CaseId);
        Instance = await App.Host.Hub.WaitForEndAsync(CaseId, TestContext.Current.CancellationToken);
        _script.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Runs the same case under a host that misbehaves; gives its id, its view and its turns: histories end with a continue-as-new.</summary>
    /// <param name="inject">What goes wrong.</param>
    internal async Task<(string Id, JsonElement View, IReadOnlyCollection<(OrchestratorRequest Request, OrchestratorResponse Response)> Turns)> RunAsync(Action<HostScript> inject)
    {
        var turns = new ConcurrentQueue<(OrchestratorRequest, OrchestratorResponse)>();
        _script.Turned = (request, response) => turns.Enqueue((request, response));
        inject(_script);
        try
        {
            string id = await App.StartCaseAsync(Patient);
            JsonElement view = await App.EndAsync(id);
            await App.Host.Hub.WaitForEndAsync(id, TestContext.Current.CancellationToken);
            return (id, view, turns);
        }
        finally
        {
            _script.Clear();
        }
    }

    /// <summary>The case must have the undisturbed one's answer, and a record that says the same, entry by entry.</summary>
    internal async Task ShouldSayTheSameAsync(string id, JsonElement view)
    {
        ShouldAnswerTheSame(view);
        LogicalLedger.FirstDifference(await RecordAsync(CaseId), await RecordAsync(id)).ShouldBeNull();
    }

    internal void ShouldAnswerTheSame(JsonElement view)
    {
        view.GetProperty("status").GetString().ShouldBe("decided", view.ToString());
        view.GetProperty("answer").ToString().ShouldBe(View.GetProperty("answer").ToString());
    }

    private async Task<IReadOnlyList<LogicalEntry>> RecordAsync(string id)
    {
        await using ProductHost reader = ProductHost.Read(_folder.Path);
        return await LogicalPayloads.ReadAsync(reader, id);
    }
}
