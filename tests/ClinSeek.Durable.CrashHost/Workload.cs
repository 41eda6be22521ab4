namespace ClinSeek.Durable.CrashHost;

/// <summary>
/// Orchestrations whose right outputs are known beforehand and that pass every kind of commit: activities in a row and
/// fanned out, failures, timers, sub-orchestrations, events between instances, generations.
/// </summary>
public static class Workload
{
    /// <summary>Every kind of orchestration with the output it must have.</summary>
    public static IReadOnlyDictionary<string, string> Outputs { get; } = new Dictionary<string, string>
    {
        ["Sequence"] = "5",
        ["FanOut"] = "45",
        ["Retry"] = "3",
        ["Timers"] = "2",
        ["Parent"] = "10",
        ["Generations"] = "4",
        ["Talk"] = "\"ping pong\"",
        ["Held"] = "5",
    };

    /// <summary>The kinds that a workload consists of. Held ones, which wait until all are started, are a workload of their own.</summary>
    public static IEnumerable<string> Kinds(string kind) => kind == "all" ? Outputs.Keys.Where(name => name != "Held") : [kind];

    /// <param name="executed">Told of every execution of an activity: instance, activity, input.</param>
    public static DurableTaskRegistry Registry(Action<string, string, int> executed) => new DurableTaskRegistry()
        .AddActivityFunc<int, int>("AddOne", (context, n) =>
        {
            executed(context.InstanceId, "AddOne", n);
            return Task.FromResult(n + 1);
        })
        .AddActivityFunc<int, int>("FailsBelowThree", (context, n) =>
        {
            executed(context.InstanceId, "FailsBelowThree", n);
            return Task.FromResult(n < 3 ? throw new InvalidOperationException("too small") : n);
        })
        .AddOrchestratorFunc<object?, int>("Sequence", (context, _) => Count(context))
        .AddOrchestratorFunc<object?, int>("Held", async (context, _) =>
        {
            await context.WaitForExternalEvent<object?>("go");
            return await Count(context);
        })
        .AddOrchestratorFunc<object?, int>("FanOut", async (context, _) =>
            (await Task.WhenAll(Enumerable.Range(0, 9).Select(n => context.CallActivityAsync<int>("AddOne", n)))).Sum())
        .AddOrchestratorFunc<object?, int>("Retry", async (context, _) =>
        {
            for (var n = 1; ; n++)
            {
                try
                {
                    return await context.CallActivityAsync<int>("FailsBelowThree", n);
                }
                catch (TaskFailedException)
                {
                    context.SetCustomStatus(n);
                }
            }
        })
        .AddOrchestratorFunc<object?, int>("Timers", async (context, _) =>
        {
            await context.CreateTimer(TimeSpan.FromMilliseconds(5), CancellationToken.None);
            await context.CreateTimer(TimeSpan.FromMilliseconds(5), CancellationToken.None);
            return 2;
        })
        .AddOrchestratorFunc<object?, int>("Parent", async (context, _) =>
            (await Task.WhenAll(context.CallSubOrchestratorAsync<int>("Sequence"), context.CallSubOrchestratorAsync<int>("Sequence"))).Sum())
        .AddOrchestratorFunc<int?, int>("Generations", async (context, generation) =>
        {
            var n = await context.CallActivityAsync<int>("AddOne", generation ?? 0);
            if (n < 4)
                context.ContinueAsNew(n);
            return n;
        })
        .AddOrchestratorFunc<object?, string>("Talk", async (context, _) =>
        {
            var answer = context.WaitForExternalEvent<string>("answer");
            var child = context.CallSubOrchestratorAsync<string>("Listener", context.InstanceId,
                new SubOrchestrationOptions(instanceId: context.InstanceId + "-listener"));
            context.SendEvent(context.InstanceId + "-listener", "question", "ping");
            return await child + " " + await answer;
        })
        .AddOrchestratorFunc<string, string>("Listener", async (context, asker) =>
        {
            var question = await context.WaitForExternalEvent<string>("question");
            context.SendEvent(asker, "answer", "pong");
            return question;
        });

    private static async Task<int> Count(TaskOrchestrationContext context)
    {
        var n = 0;
        for (var i = 0; i < 5; i++)
            n = await context.CallActivityAsync<int>("AddOne", n);
        return n;
    }
}
