namespace ClinSeek.Functions.Hosting.CustomHandler;

/// <summary>
/// The lifetime of a process that is ended by a kill. Signals keep their own effect: a graceful stop would end with exit
/// code 0 and leave the Functions host without a handler.
/// </summary>
internal sealed class KilledLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
