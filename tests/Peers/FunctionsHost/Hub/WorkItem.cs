using ClinSeek.Durable.Protocol;

namespace ClinSeek.Peers.FunctionsHost.Hub;

/// <summary>
/// One work item: a turn, and the first turns of the generations that it continued as. Nothing of it is real before its commit,
/// so that one which is lost can be run again.
/// </summary>
internal sealed class WorkItem(Execution execution, IReadOnlyList<HistoryEvent> past)
{
    public Execution Execution { get; private set; } = execution;

    public List<HistoryEvent> Past { get; private set; } = [.. past];

    public OrchestrationStatus Status { get; set; } = OrchestrationStatus.Running;

    public string? CustomStatus { get; set; }

    public CompleteOrchestrationAction? Completion { get; set; }

    public List<ActivityMessage> Activities { get; } = [];

    public List<(string ExecutionId, int Id, Google.Protobuf.WellKnownTypes.Timestamp FireAt)> Timers { get; } = [];

    public List<Execution> Children { get; } = [];

    public List<(string InstanceId, HistoryEvent Event)> Sends { get; } = [];

    public void ContinueAsNew(CompleteOrchestrationAction completion)
    {
        Execution = Execution.Next(completion);
        Past = [];
        Completion = null;
    }

    /// <summary>What an execution that has ended scheduled in its last turn stands in its history and is not done.</summary>
    public void DropUnreachable()
    {
        Activities.Clear();
        Timers.Clear();
        Children.RemoveAll(static child => child.Parent is not null);
    }
}
