using ClinSeek.Durable.FunctionsHost;
using Microsoft.Extensions.Logging.Abstractions;

namespace ClinSeek.Durable.Tests.FunctionsHost.Serving;

/// <summary>The turns that a process takes before the host may send any.</summary>
public sealed class TurnRehearsalTests
{
    private readonly List<string> seen = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_TwoResults_TakesThreeTurnsWithThem()
    {
        await Rehearsal().RunAsync("Main", "Ada", ["one", "two"], Stop);

        seen.ShouldBe(["Ada", "Ada", "one", "Ada", "one", "two"]);
    }

    [Fact]
    public async Task Run_MoreResultsThanActivities_SaysSo()
    {
        var surplus = await Should.ThrowAsync<InvalidOperationException>(() => Rehearsal().RunAsync("Main", "Ada", ["one", "two", "three"], Stop));

        surplus.Message.ShouldContain("Main asked for no activity");
    }

    private TurnRehearsal Rehearsal()
    {
        var tasks = new DurableTaskRegistry().AddOrchestratorFunc<string, string>("Main", async (context, input) =>
        {
            seen.Add(input!);
            seen.Add((await context.CallActivityAsync<string>("First"))!);
            seen.Add((await context.CallActivityAsync<string>("Second"))!);
            return "done";
        });
        var worker = new DurableTaskWorkerOptions { Codec = EnvelopeCodec.Instance };
        return new TurnRehearsal(
            new OrchestratorTurns(new OrchestrationExecutor(tasks, worker), TimeProvider.System, NullLogger<OrchestratorTurns>.Instance), worker);
    }
}
