namespace ClinSeek.Durable.Orchestration.Turns;

/// <summary>An open durable timer.</summary>
internal sealed class OpenTimer(int id, Dictionary<int, OpenTask> openTasks, TurnScheduler scheduler) : OpenTask(id)
{
    private readonly TaskCompletionSource source = new();
    private CancellationTokenRegistration registration;

    internal Task Task => source.Task;

    internal override bool IsAwaited => TaskContinuations.Has(source.Task);

    internal void Watch(CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
            registration = cancellationToken.UnsafeRegister(static (state, token) => ((OpenTimer)state!).Cancel(token), this);
    }

    internal void Fire()
    {
        registration.Dispose();
        source.TrySetResult();
    }

    private void Cancel(CancellationToken cancellationToken)
    {
        // A token cancelled by a clock or another thread would not be cancelled at the same place in a replay.
        if (scheduler.IsForeign())
            return;
        if (openTasks.Remove(Id))
            source.TrySetCanceled(cancellationToken);
    }
}
