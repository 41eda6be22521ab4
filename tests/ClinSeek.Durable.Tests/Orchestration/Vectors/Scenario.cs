namespace ClinSeek.Durable.Tests.Orchestration.Vectors;

/// <summary>The orchestrators of a scenario. The code may differ from some turn on; the same code is the same registry.</summary>
internal sealed record Scenario(string Name, Func<int, DurableTaskRegistry> Registry)
{
    public static Scenario Of(string name, DurableTaskRegistry registry) => new(name, _ => registry);

    /// <summary>A scenario whose orchestrator is called Main.</summary>
    public static Scenario Single<TInput, TOutput>(string name, Func<TaskOrchestrationContext, TInput, Task<TOutput>> main) =>
        Of(name, new DurableTaskRegistry().AddOrchestratorFunc("Main", main));

    /// <summary>The same for a Main without interest in its input.</summary>
    public static Scenario Single<TOutput>(string name, Func<TaskOrchestrationContext, Task<TOutput>> main) =>
        Single<object?, TOutput>(name, (context, _) => main(context));

    /// <summary>A Main whose code is changed from turn <paramref name="changedFrom"/> on.</summary>
    public static Scenario Changed<TOutput>(
        string name,
        int changedFrom,
        Func<TaskOrchestrationContext, Task<TOutput>> before,
        Func<TaskOrchestrationContext, Task<TOutput>> after)
    {
        var old = new DurableTaskRegistry().AddOrchestratorFunc("Main", before);
        var changed = new DurableTaskRegistry().AddOrchestratorFunc("Main", after);
        return new Scenario(name, turn => turn < changedFrom ? old : changed);
    }
}
