using System.Globalization;

namespace ClinSeek.Durable.Tests.Orchestration.Vectors.Scenarios;

/// <summary>Calling and signalling entities.</summary>
internal static class EntityScenarios
{
    private static readonly EntityInstanceId Counter = new("Counter", "k");

    public static IEnumerable<Scenario> All =>
    [
        Scenario.Single("entity_call", async context => await context.Entities.CallEntityAsync<int>(Counter, "get", 5) + 1),
        Scenario.Single("entity_call_fails", async context =>
        {
            try
            {
                return (await context.Entities.CallEntityAsync<int>(Counter, "get", 5)).ToString(CultureInfo.InvariantCulture);
            }
            catch (EntityOperationFailedException failed)
            {
                return failed.FailureDetails.ErrorType + ":" + failed.FailureDetails.ErrorMessage;
            }
        }),
        Scenario.Single("entity_signal", async context =>
        {
            await context.Entities.SignalEntityAsync(Counter, "add", 5);
            return await context.CallActivityAsync<string>("Hello", "x");
        }),
    ];
}
