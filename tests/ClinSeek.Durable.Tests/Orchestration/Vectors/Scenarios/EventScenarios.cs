using System.Text.Json;

namespace ClinSeek.Durable.Tests.Orchestration.Vectors.Scenarios;

/// <summary>External events and continue-as-new with events.</summary>
internal static class EventScenarios
{
    public static IEnumerable<Scenario> All =>
    [
        Scenario.Single("external_event_before_wait", async context =>
        {
            await context.CallActivityAsync<string>("Gate");
            return await context.WaitForExternalEvent<string>("Go");
        }),
        Scenario.Single("event_name_case_insensitive", async context =>
            (await context.WaitForExternalEvent<JsonElement>("Approval")).GetProperty("by").GetString()),
        Scenario.Single("two_same_name_events_buffered", async context =>
        {
            await context.CallActivityAsync<string>("Gate");
            var first = await context.WaitForExternalEvent<string>("E");
            var second = await context.WaitForExternalEvent<string>("E");
            return first + "," + second;
        }),
        Scenario.Of("send_event_to_other_instance", new DurableTaskRegistry()
            .AddOrchestratorFunc("Main", async context =>
            {
                context.SendEvent("receiver-1", "Ping", new { n = 1 });
                await context.CallActivityAsync<string>("Hello", "after");
                return "sent";
            })
            .AddOrchestratorFunc("Receiver", async context =>
                (await context.WaitForExternalEvent<JsonElement>("Ping")).GetProperty("n").GetInt32())),
        Scenario.Single<List<string>, string?>("continue_as_new_preserves_events", (context, items) => Collect(context, items, 3, preserve: true)),
        Scenario.Single<List<string>, string?>("continue_as_new_discards_events", (context, items) => Collect(context, items, 2, preserve: false)),
        Scenario.Single<int, int?>("continue_as_new_counter", async (context, input) =>
        {
            var next = await context.CallActivityAsync<int>("AddOne", input);
            if (next >= 3)
                return next;
            context.ContinueAsNew(next);
            return null;
        }),
    ];

    private static async Task<string?> Collect(TaskOrchestrationContext context, List<string> items, int wanted, bool preserve)
    {
        if (items.Count == 0)
            await context.CallActivityAsync<string>("Gate");
        items.Add(await context.WaitForExternalEvent<string>("Item"));
        if (items.Count >= wanted)
            return string.Join('+', items);
        context.ContinueAsNew(items, preserve);
        return null;
    }
}
