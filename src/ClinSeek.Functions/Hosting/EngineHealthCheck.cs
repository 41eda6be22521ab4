using ClinSeek.Functions.Cases;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ClinSeek.Functions.Hosting;

/// <summary>Whether the engine still dispatches: a full disk or a damaged file stops it.</summary>
internal sealed class EngineHealthCheck(CaseHost cases) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (cases.Completion.Exception?.GetBaseException() is { } fault)
        {
            return Task.FromResult(HealthCheckResult.Unhealthy("The engine has stopped: " + fault.Message));
        }

        return Task.FromResult(cases.Client is null
            ? HealthCheckResult.Unhealthy("The engine is not running. Start the host again; unfinished cases go on from their last step.")
            : HealthCheckResult.Healthy());
    }
}
