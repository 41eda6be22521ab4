namespace ClinSeek.Durable.Tests.Orchestration.Vectors.Scenarios;

/// <summary>Timers, alone and in a race.</summary>
internal static class TimerScenarios
{
    public static IEnumerable<Scenario> All =>
    [
        Scenario.Single("timer", async context =>
        {
            await context.CreateTimer(context.CurrentUtcDateTime.AddSeconds(1), CancellationToken.None);
            return "fired";
        }),
        Scenario.Single("long_timer_is_split", async context =>
        {
            await context.CreateTimer(context.CurrentUtcDateTime.AddDays(10), CancellationToken.None);
            return "fired";
        }),
        Scenario.Single("hand_timer_in_the_past", async context =>
        {
            await context.CreateTimer(context.CurrentUtcDateTime.AddSeconds(-5), CancellationToken.None);
            return "fired";
        }),
        Scenario.Single("whenany_event_wins_timer_cancelled", context => Race(context, TimeSpan.FromSeconds(20))),
        Scenario.Single("whenany_timer_wins", context => Race(context, TimeSpan.FromSeconds(1))),
    ];

    private static async Task<string> Race(TaskOrchestrationContext context, TimeSpan patience)
    {
        using var source = new CancellationTokenSource();
        var timer = context.CreateTimer(patience, source.Token);
        var approval = context.WaitForExternalEvent<string>("Approval");
        if (await Task.WhenAny(timer, approval) == timer)
            return "timeout";
        source.Cancel();
        return "event:" + await approval;
    }
}
