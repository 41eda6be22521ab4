using ClinSeek.Functions.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ClinSeek.Functions.Films;

/// <summary>Composition of where films come from.</summary>
internal static class FilmServices
{
    /// <summary>Adds the archives of the configuration, checked, beside the files of this machine.</summary>
    /// <exception cref="UserErrorException">The archives' settings are wrong.</exception>
    public static IServiceCollection AddFilms(this IServiceCollection services, IConfiguration configuration) =>
        services.AddSingleton(Read(configuration)).AddFilms();

    /// <summary>Adds the sources of films, with no archive named unless options were added before.</summary>
    public static IServiceCollection AddFilms(this IServiceCollection services)
    {
        services.TryAddSingleton(static _ => new DicomWebOptions());
        services.TryAddSingleton(static provider => new Archives(provider.GetRequiredService<DicomWebOptions>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<ArchiveFilms>();
        services.TryAddSingleton<FilmCollector>();
        return services;
    }

    private static DicomWebOptions Read(IConfiguration configuration)
    {
        DicomWebOptions options = OptionsReader.Section<DicomWebOptions>(configuration, DicomWebOptions.SectionName);
        OptionsReader.Entries(configuration, DicomWebOptions.SectionName + ":" + nameof(DicomWebOptions.Servers), options.Servers);
        return OptionsReader.Sound(options, options.Problems());
    }
}
