using System.Text.Json;

namespace ClinSeek.Durable.Orchestration.Turns;

/// <summary>An open wait whose payload is read as <typeparamref name="TPayload"/>.</summary>
internal sealed class EventWaiter<TPayload>(string name, EventInbox inbox, TurnScheduler scheduler) : EventWaiter
{
    private readonly TaskCompletionSource<TPayload> source = new();
    private CancellationTokenRegistration registration;

    internal Task<TPayload> Task => source.Task;

    internal override bool IsAwaited => TaskContinuations.Has(source.Task);

    internal void Watch(CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
            registration = cancellationToken.UnsafeRegister(static (state, token) => ((EventWaiter<TPayload>)state!).Cancel(token), this);
    }

    internal override void Deliver(string? payload, JsonSerializerOptions options)
    {
        registration.Dispose();
        TPayload value;
        try
        {
            value = JsonText.Read<TPayload>(payload, options);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or InvalidOperationException)
        {
            source.SetException(exception);
            return;
        }

        source.SetResult(value);
    }

    private void Cancel(CancellationToken cancellationToken)
    {
        if (scheduler.IsForeign())
            return;
        if (inbox.Remove(name, this))
            source.TrySetCanceled(cancellationToken);
    }
}
