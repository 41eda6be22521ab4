namespace ClinSeek.Durable.Tests.Orchestration.Vectors.Scenarios;

/// <summary>Hand-made histories around continue-as-new and foreign tasks.</summary>
internal static class HandLifecycleScenarios
{
    public static IEnumerable<Scenario> All =>
    [
        Scenario.Single<string>("hand_blocked_on_foreign_task", async _ =>
        {
            await Task.Delay(1);
            return "never";
        }),
        Scenario.Single("hand_continue_as_new_new_version", context =>
        {
            context.ContinueAsNew(new ContinueAsNewOptions { NewVersion = "2" }, "next");
            return Task.FromResult("ignored");
        }),
        Scenario.Single<string>("hand_continue_as_new_then_fail", context =>
        {
            context.ContinueAsNew("next");
            throw new InvalidOperationException("after can");
        }),
        Scenario.Single("hand_continue_as_new_with_open_task", context =>
        {
            _ = context.CallActivityAsync<string>("A");
            context.ContinueAsNew("next");
            return Task.FromResult("ignored");
        }),
    ];
}
