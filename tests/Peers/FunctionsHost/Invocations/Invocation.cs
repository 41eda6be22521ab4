namespace ClinSeek.Peers.FunctionsHost.Invocations;

/// <summary>One call of a function.</summary>
/// <param name="Id">The value of X-Azure-Functions-InvocationId.</param>
/// <param name="Function">The function's name.</param>
/// <param name="Trigger">The type of its trigger binding.</param>
/// <param name="InstanceId">The orchestration behind it, if any.</param>
public sealed record Invocation(Guid Id, string Function, string Trigger, string? InstanceId = null);
