using ClinSeek.Peers.FunctionsHost.Apps;
using ClinSeek.Peers.FunctionsHost.Invocations;

namespace ClinSeek.Peers.FunctionsHost.Triggers;

/// <summary>Fires the timer triggers of an app by their schedules. A schedule may be the name of an app setting between percent signs.</summary>
internal sealed class TimerSchedules : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _all;

    public TimerSchedules(AppFolder app, HostTriggers triggers, TestHostOptions options, HostLog log) => _all = Task.WhenAll(app.Functions
        .Where(static function => function.Trigger.Is("timerTrigger"))
        .Select(function => Task.Run(() => RunAsync(function, NcronExpression.Parse(app.Values.Resolve(function.Trigger.Text("schedule") ?? "")), triggers, options.Clock, log))));

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _all;
        _stopping.Dispose();
    }

    private async Task RunAsync(FunctionDefinition function, NcronExpression schedule, HostTriggers triggers, TimeProvider clock, HostLog log)
    {
        DateTime? last = null;
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                DateTime next = schedule.After(clock.GetUtcNow().UtcDateTime);
                await Task.Delay(next - clock.GetUtcNow().UtcDateTime, clock, _stopping.Token);
                await triggers.FireTimerAsync(function.Name, isPastDue: false, last, _stopping.Token);
                last = next;
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure) when (failure is FunctionFailedException or FunctionTimeoutException)
            {
                log.Error($"timer {function.Name} failed");
            }
        }
    }
}
