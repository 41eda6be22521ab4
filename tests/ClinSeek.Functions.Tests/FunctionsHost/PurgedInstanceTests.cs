using ClinSeek.Durable.Protocol;
using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Tests.EndToEnd;
using ClinSeek.Functions.Tests.Testing;
using ClinSeek.Peers.FunctionsHost.Hub;

namespace ClinSeek.Functions.Tests.FunctionsHost;

/// <summary>A case of the Functions host is replayed from its own journal: the engine may have forgotten it.</summary>
public sealed class PurgedInstanceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Replay_PurgedInstanceThatContinuedAsNew_Passes()
    {
        string id;
        await using (FunctionsApp app = await FunctionsApp.StartAsync(_folder.Path))
        {
            id = await app.StartCaseAsync(TrapHost.Patient);
            await app.EndAsync(id);
            InstanceView instance = await app.Host.Hub.WaitForEndAsync(id, Stop);
            instance.History.Single(static happened => happened.ExecutionStarted is not null).ExecutionStarted.Input.ShouldContain("\"state\":{", Case.Insensitive, "the case never continued as new");
            app.Host.Hub.Purge(id).ShouldBe(SignalOutcome.Accepted);
            (await app.TryGetAsync(id))!.Value.GetProperty("status").GetString().ShouldBe("decided");
        }

        await using ProductHost reader = ProductHost.Read(_folder.Path);
        CheckReport report = (await reader.Cases.ReplayAsync(CaseId.Parse(id), Stop))!;
        report.Ok.ShouldBeTrue(report.Reason);
    }
}
