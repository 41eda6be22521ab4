using ClinSeek.Functions.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ClinSeek.Functions.Hosting;

/// <summary>Whether the record can be written, wherever it lies: a case stops at the first append that fails.</summary>
internal sealed class StoreHealthCheck(ICaseObjects objects) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await objects.ProbeAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (StorageException fault)
        {
            return HealthCheckResult.Unhealthy(fault.Message);
        }
    }
}
