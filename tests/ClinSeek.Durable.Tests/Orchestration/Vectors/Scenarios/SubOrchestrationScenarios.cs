namespace ClinSeek.Durable.Tests.Orchestration.Vectors.Scenarios;

/// <summary>Sub-orchestrations and tags.</summary>
internal static class SubOrchestrationScenarios
{
    public static IEnumerable<Scenario> All =>
    [
        Scenario.Of("sub_orchestration_ok", new DurableTaskRegistry()
            .AddOrchestratorFunc<int, int>("Main", async (context, input) => await context.CallSubOrchestratorAsync<int>("Child", input) + 100)
            .AddOrchestratorFunc<int, int>("Child", (context, input) => context.CallActivityAsync<int>("AddOne", input))),
        Scenario.Of("sub_orchestration_explicit_id", new DurableTaskRegistry()
            .AddOrchestratorFunc<int, string>("Main", (context, input) =>
                context.CallSubOrchestratorAsync<string>("Child", input, new TaskOptions().WithInstanceId("my-child-1")))
            .AddOrchestratorFunc<int, string>("Child", async (context, input) =>
            {
                var sum = await context.CallActivityAsync<int>("AddOne", input);
                return $"{context.Parent!.Name}/{context.Parent.InstanceId}/{sum}";
            })),
        Scenario.Of("sub_orchestration_fails_caught", new DurableTaskRegistry()
            .AddOrchestratorFunc<int, string>("Main", (context, input) => Describe(context.CallSubOrchestratorAsync<int>("Child", input)))
            .AddOrchestratorFunc<int, int>("Child", (context, input) => context.CallActivityAsync<int>("Boom", input))),
        Scenario.Single<int, string>("unknown_sub_orchestrator", async (context, input) =>
        {
            try
            {
                return await context.CallSubOrchestratorAsync<string>("Nope", input);
            }
            catch (TaskFailedException failed)
            {
                return failed.FailureDetails.ToString();
            }
        }),
        Scenario.Single("hand_sub_orchestration_failed_without_details", async context =>
        {
            try
            {
                return await context.CallSubOrchestratorAsync<string>("Child", null, new TaskOptions().WithInstanceId("kid"));
            }
            catch (TaskFailedException failed)
            {
                return failed.FailureDetails.ToString();
            }
        }),
        Scenario.Of("tags", new DurableTaskRegistry()
            .AddOrchestratorFunc("Main", async context =>
            {
                await context.CallActivityAsync<string>("Hello", "x", new TaskOptions { Tags = new Dictionary<string, string> { ["k"] = "v" } });
                var tagged = new TaskOptions { Tags = new Dictionary<string, string> { ["c"] = "d" } };
                return await context.CallSubOrchestratorAsync<string>("Child", null, tagged.WithInstanceId("t-child"));
            })
            .AddOrchestratorFunc("Child", _ => Task.FromResult("ok"))),
        Scenario.Single("hand_parent_trace_and_tags", context => context.CallActivityAsync<string>("Hello", "in")),
        Scenario.Single("hand_default_version_property", async context =>
        {
            var activity = context.CallActivityAsync<string>("A");
            var child = context.CallSubOrchestratorAsync<string>("Child", 1, new TaskOptions().WithInstanceId("kid"));
            return await activity + await child;
        }),
    ];

    private static async Task<string> Describe(Task<int> call)
    {
        try
        {
            await call;
            return "no failure";
        }
        catch (TaskFailedException failed)
        {
            var parts = new List<string> { failed.Message };
            for (var details = failed.FailureDetails; details is not null; details = details.InnerFailure)
                parts.Add(details.ErrorType + ":" + details.ErrorMessage);
            return string.Join(" > ", parts);
        }
    }
}
