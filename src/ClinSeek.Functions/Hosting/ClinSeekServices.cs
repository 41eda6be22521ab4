using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Checks;
using ClinSeek.Functions.Films;
using ClinSeek.Functions.People;
using ClinSeek.Functions.Privacy;
using ClinSeek.Functions.Storage;
using ClinSeek.Functions.Imaging;
using ClinSeek.Functions.Telemetry;
using ClinSeek.Functions.Knowledge;
using ClinSeek.Reasoning;
using ClinSeek.Reasoning.LanguageModel;

namespace ClinSeek.Functions.Hosting;

/// <summary>Everything that the command line and the local host have in common.</summary>
internal static class ClinSeekServices
{
    /// <summary>Adds the cases with their reasoners; the language model comes first where one is configured.</summary>
    /// <exception cref="UserErrorException">The model's settings are wrong.</exception>
    public static IServiceCollection AddClinSeek(
        this IServiceCollection services, ClinSeekOptions options, IConfiguration configuration, bool readOnly = false)
    {
        var telemetry = TelemetryOptions.Read(configuration);
        services.AddTelemetryExport(telemetry);
        ReasonerOptions model = Model(configuration, ReasonerOptions.Section), second = Model(configuration, CheckOptions.SecondModel);
        services.AddSingleton(model);
        if (model.UsesModel)
        {
            services.AddSingleton(_ => ReasonerFactory.Create(model with { CaptureContent = telemetry.CaptureContent }));
        }

        services.AddSingleton(new OutsideReasoners([
            .. model is { UsesModel: true, IsTrusted: false } ? new[] { LanguageModelReasoner.StableName } : [],
            .. second is { UsesModel: true, IsTrusted: false } ? new[] { NamedReasoner.SecondModel } : []]));
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(RecordTables.Read(options.Views));
        services.AddRecordSources(configuration);
        services.AddFilms(configuration);
        services.AddSingleton<PatientCatalogue>();
        services.AddSingleton(OptionsReader.Checked<PeopleOptions>(configuration, PeopleOptions.SectionName));
        services.AddSingleton(OptionsReader.Checked<CheckOptions>(configuration, CheckOptions.SectionName));
        services.AddPacks(configuration).AddSingleton(model.Likelihood);
        services.AddSingleton<CaseIntake>();
        services.AddSingleton(Microsoft.Extensions.Options.Options.Create(KnowledgeSettings.Read(configuration)));
        services.AddSingleton(Microsoft.Extensions.Options.Options.Create(ImageToolsServices.Read(configuration, options)));
        services.AddReportWriter(configuration);
        services.AddClinSeekCases(cases =>
        {
            cases.DataFolder = options.Data;
            cases.KeyFile = options.KeyFile;
            cases.ReadOnly = readOnly;
            cases.Storage = OptionsReader.Section<StorageOptions>(configuration, StorageOptions.Section);
            cases.Keys = OptionsReader.Section<KeyOptions>(configuration, KeyOptions.Section);
        });
        // Behind the others: a model that only reads a second time is nobody's default.
        return second.UsesModel ? services.AddSingleton<IReasoner>(_ => new NamedReasoner(NamedReasoner.SecondModel, ReasonerFactory.Create(second with { CaptureContent = telemetry.CaptureContent }))) : services;
    }

    private static ReasonerOptions Model(IConfiguration configuration, string section) =>
        OptionsReader.Model(OptionsReader.Section<ReasonerOptions>(configuration, section), section);
}
