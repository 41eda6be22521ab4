namespace ClinSeek.Durable;

/// <summary>The orchestration that called this one.</summary>
public sealed record ParentOrchestrationInstance(TaskName Name, string InstanceId);
