using ClinSeek.Durable.Protocol;

namespace ClinSeek.Peers.FunctionsHost.Hub;

/// <summary>One execution of an instance: from a start, or from a continue-as-new.</summary>
internal sealed record Execution
{
    public required string InstanceId { get; init; }

    public required string Name { get; init; }

    public string ExecutionId { get; init; } = Guid.NewGuid().ToString("N");

    /// <summary>Empty where there is none: the engine never sends null.</summary>
    public string Version { get; init; } = "";

    public string? Input { get; init; }

    public ParentInstanceInfo? Parent { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    public HistoryEvent Started(DateTime now)
    {
        var started = new ExecutionStartedEvent
        {
            Name = Name,
            Version = Version,
            Input = Input,
            OrchestrationInstance = Address(),
            ParentInstance = Parent,
        };
        foreach ((string key, string value) in Tags)
        {
            started.Tags[key] = value;
        }

        return Events.At(now, new HistoryEvent { ExecutionStarted = started });
    }

    /// <summary>The next generation: another execution id, the same instance, name, tags and parent.</summary>
    public Execution Next(CompleteOrchestrationAction completion) => this with
    {
        ExecutionId = Guid.NewGuid().ToString("N"),
        Input = completion.Result,
        Version = completion.NewVersion ?? Version,
    };

    public OrchestrationInstance Address() => new() { InstanceId = InstanceId, ExecutionId = ExecutionId };
}
