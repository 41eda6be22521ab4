using System.Text.RegularExpressions;

namespace ClinSeek.Durable.FunctionsHost;

/// <summary>The functions of an app. Names compare without case, as everywhere in Functions. Filled at start, then only read.</summary>
public sealed partial class FunctionRegistry
{
    private readonly Dictionary<string, FunctionDefinition> functions = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Every function, in the order of their names.</summary>
    public IReadOnlyList<FunctionDefinition> Functions => [.. functions.Values.OrderBy(function => function.Name, StringComparer.Ordinal)];

    /// <summary>The function of that name, or null.</summary>
    public FunctionDefinition? Find(string name) => functions.GetValueOrDefault(name);

    /// <summary>Adds a function for every orchestrator and activity.</summary>
    public FunctionRegistry AddDurable(DurableTaskRegistry tasks)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        foreach (var name in tasks.Orchestrators)
            Add(new FunctionDefinition(name, FunctionKind.Orchestrator, [new FunctionBinding(FunctionBinding.Context, "orchestrationTrigger")]));
        foreach (var name in tasks.Activities)
            Add(new FunctionDefinition(name, FunctionKind.Activity, [new FunctionBinding(FunctionBinding.Input, "activityTrigger")]));
        return this;
    }

    /// <summary>
    /// Adds an endpoint that steers the engine. Its client binding makes the host send an envelope, which is replayed into
    /// the endpoint that this program maps under the same address.
    /// </summary>
    /// <param name="name">The function's name.</param>
    /// <param name="route">The address below the app's route prefix.</param>
    /// <param name="methods">The HTTP methods; others of the same address go to the next best route.</param>
    public FunctionRegistry AddHttp(string name, string route, params IReadOnlyList<string> methods) => Add(new FunctionDefinition(name, FunctionKind.Http,
    [
        HttpTrigger(route, methods),
        new FunctionBinding(FunctionBinding.Client, "durableClient"),
        new FunctionBinding(FunctionBinding.Response, "http", IsOutput: true),
    ]));

    /// <summary>Adds what the host passes through unchanged: exactly one HTTP trigger and one HTTP output.</summary>
    public FunctionRegistry AddProxy(string name, string route, params IReadOnlyList<string> methods) => Add(new FunctionDefinition(name, FunctionKind.Proxy,
    [
        HttpTrigger(route, methods),
        new FunctionBinding(FunctionBinding.Response, "http", IsOutput: true),
    ]));

    /// <summary>Adds a function that runs by a schedule.</summary>
    /// <param name="name">The function's name.</param>
    /// <param name="schedule">Six fields (seconds first), or the name of a setting between percent signs.</param>
    /// <param name="handler">What to do.</param>
    public FunctionRegistry AddTimer(string name, string schedule, FunctionEventHandler handler) =>
        AddEvent(name, new FunctionBinding(FunctionBinding.Timer, "timerTrigger") { Settings = [new("schedule", schedule)] }, handler);

    /// <summary>Adds a function that takes events of Event Grid.</summary>
    public FunctionRegistry AddEventGrid(string name, FunctionEventHandler handler) =>
        AddEvent(name, new FunctionBinding(FunctionBinding.Event, "eventGridTrigger"), handler);

    /// <summary>Adds a function that takes messages of a storage queue.</summary>
    /// <param name="name">The function's name.</param>
    /// <param name="queue">The queue's name.</param>
    /// <param name="connection">The name of the setting that holds its connection.</param>
    /// <param name="handler">What to do with a message.</param>
    public FunctionRegistry AddQueue(string name, string queue, string connection, FunctionEventHandler handler) => AddEvent(
        name,
        new FunctionBinding(FunctionBinding.Message, "queueTrigger") { Settings = [new("queueName", queue), new("connection", connection)] },
        handler);

    private static FunctionBinding HttpTrigger(string route, IReadOnlyList<string> methods) => new(FunctionBinding.Request, "httpTrigger")
    {
        Settings =
        [
            new("authLevel", "function"),
            new("methods", methods.Select(method => method.ToLowerInvariant()).ToArray()),
            new("route", route),
        ],
    };

    private FunctionRegistry AddEvent(string name, FunctionBinding trigger, FunctionEventHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Add(new FunctionDefinition(name, FunctionKind.Event, [trigger, new FunctionBinding(FunctionBinding.Client, "durableClient")]) { Handler = handler });
    }

    private FunctionRegistry Add(FunctionDefinition function)
    {
        if (!Name().IsMatch(function.Name))
            throw new ArgumentException($"'{function.Name}' cannot name a function: a letter, then letters, digits, '_' and '-', 128 at most.", nameof(function));
        if (!functions.TryAdd(function.Name, function))
            throw new ArgumentException($"There is a function named '{function.Name}' already; names compare without case.", nameof(function));
        return this;
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_-]{0,127}$")]
    private static partial Regex Name();
}
