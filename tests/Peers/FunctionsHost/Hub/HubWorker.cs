using System.Threading.Channels;
using ClinSeek.Durable.Protocol;
using ClinSeek.Peers.FunctionsHost.Apps;
using ClinSeek.Peers.FunctionsHost.Processes;

namespace ClinSeek.Peers.FunctionsHost.Hub;

/// <summary>What a host does for a hub while it runs: takes turns and activities, and gives back what it could not finish.</summary>
internal sealed class HubWorker : IAsyncDisposable
{
    private static readonly TimeSpan AbortDelay = TimeSpan.FromMilliseconds(200);

    private readonly TaskHub _hub;
    private readonly TurnRunner _turns;
    private readonly ActivityCaller _activities;
    private readonly HostScript _script;
    private readonly HostLog _log;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task[] _pumps;
    private readonly CountdownEvent _open = new(1);

    public HubWorker(TaskHub hub, TurnRunner turns, ActivityCaller activities, HostSettings settings, HostScript script, HostLog log)
    {
        (_hub, _turns, _activities, _script, _log) = (hub, turns, activities, script, log);
        _pumps =
        [
            Task.Run(() => PumpAsync(hub.Turns, settings.MaxOrchestrators, TurnAsync, hub.Queue)),
            Task.Run(() => PumpAsync(hub.Activities, settings.MaxActivities, ActivityAsync, hub.Queue)),
        ];
    }

    /// <summary>Takes no more, and cuts what is at the handler.</summary>
    public Task StopAsync() => _stopping.CancelAsync();

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Task.WhenAll(_pumps);
        _open.Signal();
        await Task.Run(() => _open.Wait(TimeSpan.FromSeconds(30)));
        _open.Dispose();
        _stopping.Dispose();
    }

    private async Task PumpAsync<T>(ChannelReader<T> queue, int limit, Func<T, Task> work, Action<T> giveBack)
    {
        using var slots = new SemaphoreSlim(limit);
        try
        {
            while (true)
            {
                await slots.WaitAsync(_stopping.Token);
                T item = await queue.ReadAsync(_stopping.Token);
                if (_stopping.IsCancellationRequested)
                {
                    giveBack(item);
                    return;
                }

                _open.AddCount();
                _ = Task.Run(async () =>
                {
                    try
                    {
                        await work(item);
                    }
                    finally
                    {
                        Release(slots);
                        _open.Signal();
                    }
                });
            }
        }
        catch (OperationCanceledException)
        {
            // What was taken is given back by whoever took it.
        }
    }

    private static void Release(SemaphoreSlim slots)
    {
        try
        {
            slots.Release();
        }
        catch (ObjectDisposedException)
        {
            // The pump ended before its last item.
        }
    }

    private async Task TurnAsync(Instance instance)
    {
        if (instance.Take(_script.MaxMessagesPerTurn) is not var (work, messages))
        {
            return;
        }

        try
        {
            await _turns.RunAsync(work, messages, _stopping.Token);
            _hub.Commit(instance, work);
        }
        catch (Exception aborted) when (aborted is TurnAbortedException or OperationCanceledException or HandlerStoppedException)
        {
            _log.Warning($"a turn was aborted and is run again: {aborted.GetType().Name}");
            instance.PutBack(messages);
            await Task.Delay(AbortDelay);
            _hub.Queue(instance);
        }
    }

    private async Task ActivityAsync(ActivityMessage message)
    {
        bool twice = _script.ActivityTwice?.Invoke(message) == true;
        await Task.WhenAll(DeliverAsync(message), twice ? DeliverAsync(message) : Task.CompletedTask);
    }

    private async Task DeliverAsync(ActivityMessage message)
    {
        try
        {
            HistoryEvent answer = await _activities.CallAsync(message, _stopping.Token);
            _hub.Deliver(message.InstanceId, answer, message.ExecutionId);
        }
        catch (Exception aborted) when (aborted is OperationCanceledException or HandlerStoppedException)
        {
            _hub.Queue(message);
        }
    }
}
