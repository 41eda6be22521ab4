using ClinSeek.Durable.FunctionsHost;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Hosting.CustomHandler;

namespace ClinSeek.Functions.Triggers.Timer;

/// <summary>The timer of the Functions host that looks after unfinished cases; the local host has one of its own.</summary>
internal static class SweepTimer
{
    /// <summary>Every minute, as the local host does.</summary>
    public const string Schedule = "0 * * * * *";

    public static async Task RunAsync(FunctionEvent invocation, CancellationToken cancellationToken)
    {
        _ = invocation.ReadTimer();
        using (invocation.Services.GetRequiredService<InvocationClients>().Enter(invocation.ReadClient()))
        {
            await invocation.Services.GetRequiredService<CaseSweep>().RunAsync(cancellationToken);
        }
    }
}
