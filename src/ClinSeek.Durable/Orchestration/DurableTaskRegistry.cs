namespace ClinSeek.Durable;

/// <summary>The orchestrators and activities of a worker by name. Names compare without case. Filled at start, then only read.</summary>
public sealed class DurableTaskRegistry
{
    private readonly Dictionary<string, Func<IServiceProvider?, ITaskOrchestrator>> orchestrators = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Func<IServiceProvider?, ITaskActivity>> activities = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Names of the registered orchestrators.</summary>
    public IReadOnlyCollection<string> Orchestrators => orchestrators.Keys;

    /// <summary>Names of the registered activities.</summary>
    public IReadOnlyCollection<string> Activities => activities.Keys;

    /// <summary>Registers an orchestrator; the factory runs once an execution, its argument is <see cref="DurableTaskWorkerOptions.Services"/>.</summary>
    public DurableTaskRegistry AddOrchestrator(TaskName name, Func<IServiceProvider?, ITaskOrchestrator> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        Add(orchestrators, name, factory, "orchestrator");
        return this;
    }

    public DurableTaskRegistry AddOrchestrator(TaskName name, Func<ITaskOrchestrator> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        return AddOrchestrator(name, _ => factory());
    }

    /// <summary>Registers an orchestrator under the name of its class.</summary>
    public DurableTaskRegistry AddOrchestrator<TOrchestrator>() where TOrchestrator : ITaskOrchestrator, new() =>
        AddOrchestrator(typeof(TOrchestrator).Name, static _ => new TOrchestrator());

    /// <summary>Registers an activity; the factory runs once a call, its argument is <see cref="DurableTaskWorkerOptions.Services"/>.</summary>
    public DurableTaskRegistry AddActivity(TaskName name, Func<IServiceProvider?, ITaskActivity> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        Add(activities, name, factory, "activity");
        return this;
    }

    public DurableTaskRegistry AddActivity(TaskName name, Func<ITaskActivity> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        return AddActivity(name, _ => factory());
    }

    /// <summary>Registers an activity under the name of its class.</summary>
    public DurableTaskRegistry AddActivity<TActivity>() where TActivity : ITaskActivity, new() =>
        AddActivity(typeof(TActivity).Name, static _ => new TActivity());

    public DurableTaskRegistry AddOrchestratorFunc<TInput, TOutput>(TaskName name, Func<TaskOrchestrationContext, TInput, Task<TOutput>> implementation) =>
        AddOrchestrator(name, _ => new DelegateOrchestrator<TInput, TOutput>(implementation));

    public DurableTaskRegistry AddOrchestratorFunc<TOutput>(TaskName name, Func<TaskOrchestrationContext, Task<TOutput>> implementation) =>
        AddOrchestratorFunc<object?, TOutput>(name, (context, _) => implementation(context));

    public DurableTaskRegistry AddActivityFunc<TInput, TOutput>(TaskName name, Func<TaskActivityContext, TInput, Task<TOutput>> implementation) =>
        AddActivity(name, _ => new DelegateActivity<TInput, TOutput>(implementation));

    internal Func<IServiceProvider?, ITaskOrchestrator>? FindOrchestrator(string name) => orchestrators.GetValueOrDefault(name);

    internal Func<IServiceProvider?, ITaskActivity>? FindActivity(string name) => activities.GetValueOrDefault(name);

    private static void Add<TFactory>(Dictionary<string, TFactory> table, string name, TFactory factory, string kind)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (name.StartsWith('@'))
            throw new ArgumentException($"The {kind} name '{name}' must not start with '@': such names belong to entities.", nameof(name));
        if (!table.TryAdd(name, factory))
            throw new ArgumentException($"The {kind} name '{name}' is already registered; names compare without case.", nameof(name));
    }

    private sealed class DelegateOrchestrator<TInput, TOutput>(Func<TaskOrchestrationContext, TInput, Task<TOutput>> implementation)
        : TaskOrchestrator<TInput, TOutput>
    {
        public override Task<TOutput> RunAsync(TaskOrchestrationContext context, TInput input) => implementation(context, input);
    }

    private sealed class DelegateActivity<TInput, TOutput>(Func<TaskActivityContext, TInput, Task<TOutput>> implementation)
        : TaskActivity<TInput, TOutput>
    {
        public override Task<TOutput> RunAsync(TaskActivityContext context, TInput input) => implementation(context, input);
    }
}
