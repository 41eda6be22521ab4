namespace ClinSeek.Durable.Tests.Orchestration.Vectors.Scenarios;

/// <summary>Code that was changed while the instance was running.</summary>
internal static class DeterminismScenarios
{
    public static IEnumerable<Scenario> All =>
    [
        Scenario.Changed("nondeterminism_activity_renamed", 2, HelloThenGo, context => CallThenGo(context, "Echo", "x")),
        Scenario.Changed("nondeterminism_input_changed_is_fine", 2, HelloThenGo, context => CallThenGo(context, "Hello", "y")),
        Scenario.Changed("nondeterminism_activity_removed", 2, HelloThenGo, context => context.WaitForExternalEvent<string>("Go")),
        Scenario.Changed("nondeterminism_activity_became_timer", 2, HelloThenGo, async context =>
        {
            await context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
            return await context.WaitForExternalEvent<string>("Go");
        }),
        Scenario.Changed("nondeterminism_extra_action_is_fine", 2, HelloThenGo, async context =>
        {
            await context.CallActivityAsync<string>("Hello", "x");
            var extra = context.CallActivityAsync<string>("Hello", "extra");
            var go = await context.WaitForExternalEvent<string>("Go");
            return go + await extra;
        }),
        Scenario.Changed("nondeterminism_send_event_renamed", 1, context => SendThenGo(context, "Ping"), context => SendThenGo(context, "Pong")),
        Scenario.Changed("nondeterminism_sub_orchestrator_renamed", 2, context => ChildThenGo(context, "Nope"), context => ChildThenGo(context, "Nope2")),
    ];

    private static Task<string> HelloThenGo(TaskOrchestrationContext context) => CallThenGo(context, "Hello", "x");

    private static async Task<string> CallThenGo(TaskOrchestrationContext context, string activity, string input)
    {
        await context.CallActivityAsync<string>(activity, input);
        return await context.WaitForExternalEvent<string>("Go");
    }

    private static Task<string> SendThenGo(TaskOrchestrationContext context, string eventName)
    {
        context.SendEvent("nobody", eventName, 1);
        return context.WaitForExternalEvent<string>("Go");
    }

    private static async Task<string> ChildThenGo(TaskOrchestrationContext context, string child)
    {
        try
        {
            await context.CallSubOrchestratorAsync(child, null, new TaskOptions().WithInstanceId("nd-child"));
        }
        catch (Exception failure) when (failure is TaskFailedException)
        {
        }

        return await context.WaitForExternalEvent<string>("Go");
    }
}
