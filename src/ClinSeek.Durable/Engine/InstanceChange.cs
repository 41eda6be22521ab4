using ClinSeek.Durable.Protocol;

namespace ClinSeek.Durable.Engine;

/// <summary>The columns of an instance that a turn may change. Most turns change none of them and write no row.</summary>
internal sealed record InstanceChange(
    long Key,
    OrchestrationStatus Status,
    string ExecutionId,
    string? Version,
    string? CustomStatus,
    bool CustomStatusInherited,
    DateTime At);
