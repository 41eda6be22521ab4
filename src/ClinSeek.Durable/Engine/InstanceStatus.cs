using ClinSeek.Durable.Protocol;

namespace ClinSeek.Durable.Engine;

/// <summary>Questions about a status. SQL in this folder asks the first one as <c>status IN (0, 6, 7)</c>.</summary>
internal static class InstanceStatus
{
    public static bool IsUnfinished(OrchestrationStatus status) =>
        status is OrchestrationStatus.Running or OrchestrationStatus.Pending or OrchestrationStatus.Suspended;
}
