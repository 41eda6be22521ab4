using ClinSeek.Durable.Protocol;
using Google.Protobuf.WellKnownTypes;

namespace ClinSeek.Durable.Orchestration.Turns;

/// <summary>What one execution has scheduled, waits for and knows; shared by its context and its turn machine.</summary>
internal sealed class ExecutionState(string instanceId, DurableTaskWorkerOptions options)
{
    private int nextId;

    internal string InstanceId { get; } = instanceId;

    internal DurableTaskWorkerOptions Options { get; } = options;

    internal TurnScheduler Scheduler { get; } = new();

    internal PendingActions Pending { get; } = new();

    internal Dictionary<int, OpenTask> OpenTasks { get; } = [];

    internal EventInbox Inbox { get; } = new();

    internal ExecutionStartedEvent? Started { get; set; }

    internal DateTime CurrentUtcDateTime { get; set; }

    internal bool IsReplaying { get; set; }

    internal IReadOnlyDictionary<string, Value> Properties { get; set; } = new Dictionary<string, Value>();

    internal TimeSpan EntityReorderWindow { get; set; }

    internal string? CustomStatus { get; set; }

    /// <summary>What ContinueAsNew asked for; null while it was not called.</summary>
    internal CompleteOrchestrationAction? NextGeneration { get; set; }

    internal string Version => Started?.Version ?? string.Empty;

    internal string DefaultVersion =>
        Properties.TryGetValue("defaultVersion", out var value) && value.KindCase == Value.KindOneofCase.StringValue
            ? value.StringValue
            : Options.DefaultVersion ?? string.Empty;

    internal int TakeId() => nextId++;
}
