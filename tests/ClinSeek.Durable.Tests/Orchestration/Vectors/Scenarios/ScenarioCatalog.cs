namespace ClinSeek.Durable.Tests.Orchestration.Vectors.Scenarios;

/// <summary>The orchestrators of all scenarios.</summary>
internal static class ScenarioCatalog
{
    private static readonly Dictionary<string, Scenario> All = new[]
    {
        ActivityScenarios.All,
        FailureScenarios.All,
        TimerScenarios.All,
        EventScenarios.All,
        LifecycleScenarios.All,
        SubOrchestrationScenarios.All,
        EntityScenarios.All,
        DeterminismScenarios.All,
        HandActivityScenarios.All,
        HandEventScenarios.All,
        HandLifecycleScenarios.All,
    }.SelectMany(scenarios => scenarios).ToDictionary(scenario => scenario.Name, StringComparer.Ordinal);

    public static Scenario Get(string name) => All[name];
}
