namespace ClinSeek.Durable.Tests.Client;

/// <summary>Orchestrators that clients are tried on.</summary>
internal static class ClientScenarios
{
    public static void Register(DurableTaskRegistry registry)
    {
        registry.AddOrchestratorFunc<string, string>("Echo", (_, text) => Task.FromResult(text));
        registry.AddOrchestratorFunc<object?, string>("Fails", (_, _) => throw new InvalidOperationException("on purpose"));
        registry.AddOrchestratorFunc<object?, string>("Waits", async (context, _) =>
        {
            context.SetCustomStatus("waiting");
            return await context.WaitForExternalEvent<string>("answer");
        });
        registry.AddOrchestratorFunc<object?, string>("Parent", (context, _) =>
            context.CallSubOrchestratorAsync<string>("Waits", null, new SubOrchestrationOptions(instanceId: context.InstanceId + "-child")));
        registry.AddActivityFunc<string, string>("Greet", (_, name) => name == "nobody"
            ? throw new InvalidOperationException("nobody to greet") : Task.FromResult($"hello {name}"));
        registry.AddOrchestratorFunc<string, string>("Tour", async (context, name) =>
        {
            await context.CreateTimer(context.CurrentUtcDateTime, CancellationToken.None);
            var greeting = await context.CallActivityAsync<string>("Greet", name);
            try
            {
                await context.CallActivityAsync<string>("Greet", "nobody");
            }
            catch (TaskFailedException)
            {
                await context.CallSubOrchestratorAsync<string>("Echo", "again", new SubOrchestrationOptions(instanceId: context.InstanceId + "-echo"));
            }
            return greeting;
        });
    }
}
