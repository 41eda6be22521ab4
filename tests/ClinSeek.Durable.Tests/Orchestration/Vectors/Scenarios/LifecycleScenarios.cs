namespace ClinSeek.Durable.Tests.Orchestration.Vectors.Scenarios;

/// <summary>Suspend, resume, terminate.</summary>
internal static class LifecycleScenarios
{
    public static IEnumerable<Scenario> All =>
    [
        Scenario.Single("suspend_resume", async context =>
        {
            await context.CallActivityAsync<string>("Hello", "x");
            var go = await context.WaitForExternalEvent<string>("Go");
            return await context.CallActivityAsync<string>("Hello", go);
        }),
        Scenario.Single("suspend_same_batch_as_start", context => context.CallActivityAsync<string>("Hello", "x")),
        Scenario.Single("terminate", context => context.WaitForExternalEvent<string>("Never")),
    ];
}
