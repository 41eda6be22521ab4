namespace ClinSeek.Durable;

/// <summary>
/// An orchestrator awaited a task that no durable event can complete (Task.Delay, Task.Run, I/O), or went on outside its
/// turn (ConfigureAwait(false)). Fails the orchestration: a replay could not repeat what it did.
/// </summary>
public sealed class ForeignAwaitException(string message) : InvalidOperationException(message);
