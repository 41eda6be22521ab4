using ClinSeek.Functions.Cases;

namespace ClinSeek.Functions.Hosting;

/// <summary>Runs the engine as long as the local host runs.</summary>
internal sealed class EngineService(CaseHost cases) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => cases.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => cases.StopAsync(cancellationToken);
}
