using System.Globalization;

namespace ClinSeek.Durable.Tests.Orchestration.Vectors.Scenarios;

/// <summary>Activities, inputs and outputs.</summary>
internal static class ActivityScenarios
{
    public static IEnumerable<Scenario> All =>
    [
        Scenario.Single<int, int>("no_await", (_, input) => Task.FromResult(input + 1)),
        Scenario.Single<string, string>("single_activity", (context, input) => context.CallActivityAsync<string>("Hello", input)),
        Scenario.Single<int, int>("sequence_of_three", async (context, input) =>
        {
            var sum = await context.CallActivityAsync<int>("AddOne", input);
            var twice = await context.CallActivityAsync<int>("Double", sum);
            return await context.CallActivityAsync<int>("Square", twice);
        }),
        Scenario.Single("fan_out_fan_in", async context =>
        {
            var squares = Enumerable.Range(1, 5).Select(n => context.CallActivityAsync<int>("Square", n)).ToList();
            return (await Task.WhenAll(squares)).Sum();
        }),
        Scenario.Single("null_input_null_output", context => context.CallActivityAsync<string?>("Echo")),
        Scenario.Single<string, int>("large_input_1mb", (context, input) => context.CallActivityAsync<int>("Len", input)),
        Scenario.Single("custom_status", async context =>
        {
            context.SetCustomStatus(new { step = 1 });
            await context.CallActivityAsync<string>("Hello", "a");
            context.SetCustomStatus("half way");
            await context.CallActivityAsync<string>("Hello", "b");
            context.SetCustomStatus(null);
            await context.CallActivityAsync<string>("Hello", "c");
            context.SetCustomStatus(new[] { 1, 2 });
            return "done";
        }),
        Scenario.Single("is_replaying", async context =>
        {
            var seen = new List<bool> { context.IsReplaying };
            await context.CallActivityAsync<string>("Hello", "a");
            seen.Add(context.IsReplaying);
            await context.CallActivityAsync<string>("Hello", "b");
            seen.Add(context.IsReplaying);
            return string.Join(',', seen);
        }),
        Scenario.Single("guid_and_time", async context =>
        {
            var first = context.NewGuid();
            var second = context.NewGuid();
            var start = context.CurrentUtcDateTime.ToString("o", CultureInfo.InvariantCulture);
            await context.CallActivityAsync<string>("Hello", "x");
            var third = context.NewGuid();
            var middle = context.CurrentUtcDateTime.ToString("o", CultureInfo.InvariantCulture);
            await context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);
            var end = context.CurrentUtcDateTime.ToString("o", CultureInfo.InvariantCulture);
            return string.Join('|', first, second, third, start, middle, end);
        }),
    ];
}
