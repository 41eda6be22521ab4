using ClinSeek.Durable.Protocol;
using Google.Protobuf.Collections;

namespace ClinSeek.Durable.Orchestration.Turns;

/// <summary>One activity or sub-orchestration call, written once and scheduled as often as its retries need.</summary>
/// <param name="Name">Name of the activity or orchestrator.</param>
/// <param name="ChildInstanceId">Instance id of a sub-orchestration; null for an activity.</param>
/// <param name="Input">The input as JSON.</param>
/// <param name="Version">Empty for none.</param>
/// <param name="Tags">Tags of the action.</param>
internal sealed record CallSpecification(
    string Name,
    string? ChildInstanceId,
    string? Input,
    string Version,
    IReadOnlyDictionary<string, string>? Tags)
{
    internal OrchestratorAction ToAction(int id)
    {
        if (ChildInstanceId is null)
        {
            var task = new ScheduleTaskAction { Name = Name, Version = Version, Input = Input };
            CopyTags(task.Tags);
            return new OrchestratorAction { Id = id, ScheduleTask = task };
        }

        var child = new CreateSubOrchestrationAction { InstanceId = ChildInstanceId, Name = Name, Version = Version, Input = Input };
        CopyTags(child.Tags);
        return new OrchestratorAction { Id = id, CreateSubOrchestration = child };
    }

    private void CopyTags(MapField<string, string> target)
    {
        if (Tags is null)
            return;
        foreach (var (key, value) in Tags)
            target[key] = value;
    }
}
