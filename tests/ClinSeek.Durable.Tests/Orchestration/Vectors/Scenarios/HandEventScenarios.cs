namespace ClinSeek.Durable.Tests.Orchestration.Vectors.Scenarios;

/// <summary>Hand-made histories around event waits.</summary>
internal static class HandEventScenarios
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static IEnumerable<Scenario> All =>
    [
        Scenario.Single("hand_bad_event_payload", context => context.WaitForExternalEvent<int>("E")),
        Scenario.Single("hand_event_wait_with_timeout_wins", context => context.WaitForExternalEvent<string>("E", Patience)),
        Scenario.Single("hand_event_after_timed_out_wait", context => WaitTwice(context)),
        Scenario.Single("hand_two_events_after_timed_out_wait", async context =>
        {
            var second = await WaitTwice(context);
            await context.CallActivityAsync<string>("A");
            return second + "|" + await context.WaitForExternalEvent<string>("E");
        }),
    ];

    private static async Task<string> WaitTwice(TaskOrchestrationContext context)
    {
        try
        {
            return "first:" + await context.WaitForExternalEvent<string>("E", Patience);
        }
        catch (OperationCanceledException)
        {
            return "second:" + await context.WaitForExternalEvent<string>("E");
        }
    }
}
