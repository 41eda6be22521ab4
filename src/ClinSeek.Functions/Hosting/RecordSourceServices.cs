using ClinSeek.Ehr.Fhir;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ClinSeek.Functions.Hosting;

/// <summary>Composition of the record sources.</summary>
internal static class RecordSourceServices
{
    /// <summary>Adds the servers of the configuration, checked, and the files of this machine.</summary>
    /// <exception cref="UserErrorException">The servers' settings are wrong.</exception>
    public static IServiceCollection AddRecordSources(this IServiceCollection services, IConfiguration configuration) =>
        services.AddSingleton(Read(configuration)).AddRecordSources();

    /// <summary>Adds the record sources, with no server named unless options were added before.</summary>
    public static IServiceCollection AddRecordSources(this IServiceCollection services)
    {
        services.TryAddSingleton(static _ => new FhirOptions());
        services.TryAddSingleton(static provider => new RecordSources(provider.GetRequiredService<FhirOptions>(), provider.GetRequiredService<TimeProvider>()));
        return services;
    }

    /// <summary>The servers of the configuration.</summary>
    /// <exception cref="UserErrorException">Their settings are wrong.</exception>
    public static FhirOptions Read(IConfiguration configuration)
    {
        FhirOptions options = OptionsReader.Section<FhirOptions>(configuration, FhirOptions.SectionName);
        if (configuration["FUNCTIONS_CUSTOMHANDLER_PORT"] is not null && configuration[FhirOptions.SectionName + ":" + nameof(FhirOptions.AllowLoopback)] is null)
        {
            // Others reach an app behind the Functions host; its own machine is no place for them to look around.
            options.AllowLoopback = false;
        }

        OptionsReader.Entries(configuration, FhirOptions.SectionName + ":" + nameof(FhirOptions.Servers), options.Servers);
        return OptionsReader.Sound(options, options.Problems());
    }
}
