using ClinSeek.Functions.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ClinSeek.Functions.Telemetry;

/// <summary>Composition of telemetry.</summary>
internal static class TelemetryServices
{
    /// <summary>Adds the export, where a receiver is configured.</summary>
    /// <exception cref="UserErrorException">A setting is wrong.</exception>
    public static IServiceCollection AddTelemetryExport(this IServiceCollection services, TelemetryOptions options)
    {
        if (options.Problem() is { } problem)
        {
            throw new UserErrorException("The configuration is wrong: " + problem, exitCode: 2);
        }

        return string.IsNullOrWhiteSpace(options.OtlpEndpoint) ? services : services.AddSingleton(_ => new TelemetryExport(options));
    }

    /// <summary>Adds spans and measurements; they are made whether or not anybody receives them, which costs next to nothing.</summary>
    public static IServiceCollection AddCaseTelemetry(this IServiceCollection services)
    {
        services.TryAddSingleton<CaseTelemetry>();
        return services;
    }
}
