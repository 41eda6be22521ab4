using ClinSeek.Functions.Hosting;
using ClinSeek.Imaging;
using ClinSeek.Imaging.Decoding;
using ClinSeek.Imaging.Tools;
using ClinSeek.Reasoning;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace ClinSeek.Functions.Imaging;

/// <summary>Composition of the image tools.</summary>
public static class ImageToolsServices
{
    /// <summary>Adds <see cref="CaseImages"/> over <see cref="ImagingOptions"/>. The models are opened when a film is first read: one that is missing is an answer to that call and degrades health, and everything else works.</summary>
    public static IServiceCollection AddImageTools(this IServiceCollection services)
    {
        services.AddOptions<ImagingOptions>();
        services.TryAddSingleton<IImageDecoder>(static _ => ImageDecoder.Default);
        return services
            .AddSingleton(static provider => new ImageModels(provider.GetRequiredService<IOptions<ImagingOptions>>().Value))
            .AddSingleton<CaseImages>();
    }

    /// <summary>Adds the vision model that writes reports, where <c>Imaging:Report:Endpoint</c> names one.</summary>
    /// <exception cref="UserErrorException">A setting is wrong.</exception>
    internal static IServiceCollection AddReportWriter(this IServiceCollection services, IConfiguration configuration)
    {
        ReasonerOptions model = OptionsReader.Model(
            OptionsReader.Section<ReportModelOptions>(configuration, ReportModelOptions.SectionName).Connection(), ReportModelOptions.SectionName);
        return model.UsesModel ? services.AddSingleton<IReportWriter>(_ => new ChatReportWriter(ReasonerFactory.Client(model, null), model.Name!)) : services;
    }

    /// <summary>The settings of the section <c>Imaging</c>; <c>ClinSeek:Classifier</c> names the classifier too.</summary>
    /// <exception cref="UserErrorException">A setting is wrong.</exception>
    internal static ImagingOptions Read(IConfiguration configuration, ClinSeekOptions options)
    {
        ImagingOptions imaging = OptionsReader.Section<ImagingOptions>(configuration, ImagingOptions.SectionName);
        imaging.Classifier ??= options.Classifier;
        return imaging;
    }
}
