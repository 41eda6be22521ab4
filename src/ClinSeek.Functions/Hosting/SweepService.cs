using ClinSeek.Functions.Cases;
using Microsoft.Extensions.Options;

namespace ClinSeek.Functions.Hosting;

/// <summary>Sweeps at the start of the local host and then at a fixed interval; under the Functions host a timer trigger does that.</summary>
internal sealed partial class SweepService(
    CaseSweep sweep, CaseClient client, IOptions<CaseServiceOptions> options, TimeProvider time, ILogger<SweepService> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.SweepInterval, time);
        do
        {
            await SweepAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        if (client.Current is null)
        {
            return;
        }

        try
        {
            SweepReport report = await sweep.RunAsync(cancellationToken);
            if (report.Resumed + report.Sealed + report.Faults > 0)
            {
                LogReport(report.Resumed, report.Sealed, report.Faults);
            }
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // A sweep that fails must not end the host that serves the cases.
            LogFault(fault.GetType().Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The sweep resumed {Resumed} cases and sealed {Sealed}; {Faults} could not be looked after.")]
    private partial void LogReport(int resumed, int @sealed, int faults);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The sweep failed ({Fault}); the next one tries again.")]
    private partial void LogFault(string fault);
}
