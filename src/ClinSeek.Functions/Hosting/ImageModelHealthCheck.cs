using ClinSeek.Imaging;
using ClinSeek.Imaging.Models;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace ClinSeek.Functions.Hosting;

/// <summary>Whether the image models are there and whole; without them films go unread and everything else works.</summary>
internal sealed class ImageModelHealthCheck(IOptions<ImagingOptions> options) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            IEnumerable<string> models = options.Value.Folders().Select(static place => ModelPackage.Load(place.Folder, place.Kind))
                .Select(static package => $"{package.Name} {package.Version}: {package.Notice}");
            return Task.FromResult(HealthCheckResult.Healthy(string.Join("; ", models)));
        }
        catch (ModelUnavailableException unavailable)
        {
            return Task.FromResult(HealthCheckResult.Degraded(unavailable.Message));
        }
    }
}
