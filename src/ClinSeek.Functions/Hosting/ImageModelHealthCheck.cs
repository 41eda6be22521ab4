using ClinSeek.Imaging.Models;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ClinSeek.Functions.Hosting;

/// <summary>Whether the image model is there and whole; without it films go unread and everything else works.</summary>
internal sealed class ImageModelHealthCheck(ClinSeekOptions options) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            ModelPackage package = ModelPackage.Load(options.Classifier ?? ModelPackage.ShippedFolder);
            return Task.FromResult(HealthCheckResult.Healthy($"{package.Name} {package.Version}: {package.Notice}"));
        }
        catch (ModelUnavailableException unavailable)
        {
            return Task.FromResult(HealthCheckResult.Degraded(unavailable.Message));
        }
    }
}
