namespace ClinSeek.Durable.Engine;

/// <summary>One scheduled activity, ready to run.</summary>
internal readonly record struct ActivityCall(InstanceState Caller, string ExecutionId, int EventId, string Name, string? Input);
