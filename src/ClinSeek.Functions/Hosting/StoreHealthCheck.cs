using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ClinSeek.Functions.Hosting;

/// <summary>Whether the data folder can be written: a case stops at the first append that fails.</summary>
internal sealed class StoreHealthCheck(ClinSeekOptions options) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        string probe = Path.Combine(options.Data, ".health");
        try
        {
            await File.WriteAllBytesAsync(probe, "ok"u8.ToArray(), cancellationToken);
            File.Delete(probe);
            return HealthCheckResult.Healthy();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return HealthCheckResult.Unhealthy("The data folder cannot be written: " + fault.Message + " Free space or mend its permissions.");
        }
    }
}
