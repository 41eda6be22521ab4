using ClinSeek.Ehr.Database.Schema;
using ClinSeek.Functions.Activities;
using ClinSeek.Functions.Checks;
using ClinSeek.Functions.Embedding;
using ClinSeek.Functions.Films;
using ClinSeek.Functions.Hosting;
using ClinSeek.Functions.Imaging;
using ClinSeek.Functions.Knowledge;
using ClinSeek.Functions.Models;
using ClinSeek.Functions.People;
using ClinSeek.Functions.Storage;
using ClinSeek.Functions.Telemetry;
using ClinSeek.Knowledge;
using ClinSeek.Reasoning;
using ClinSeek.Reasoning.Likelihood;
using ClinSeek.Reasoning.Likelihood.Packs;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace ClinSeek.Functions.Cases;

/// <summary>Composition of the cases: store, ledger, rooms, orchestrator, activities and the service over them.</summary>
public static class CaseServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="ICaseService"/> and <see cref="CaseHost"/>. Reasoners registered before as <see cref="IReasoner"/> come
    /// first, so the first of them is the default; the likelihood reasoner is always there.
    /// </summary>
    public static IServiceCollection AddClinSeekCases(this IServiceCollection services, Action<CaseServiceOptions> configure)
    {
        services.AddOptions<CaseServiceOptions>().Configure(configure).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddLogging();
        services.TryAddSingleton(static _ => PackLibrary.BuiltIn);
        services.AddSingleton<IReasoner>(static provider => new LikelihoodReasoner(provider.GetRequiredService<PackLibrary>(), provider.GetService<LikelihoodOptions>()));
        services.TryAddSingleton(static _ => RecordSchema.BuiltIn);
        return services.AddCaseStorage().AddRooms().AddParts().AddActivities().AddPeople().AddChecks().AddCaseTelemetry();
    }

    private static IServiceCollection AddRooms(this IServiceCollection services) => services
        .AddSingleton<StepCache>()
        .AddSingleton<CaseRecord>()
        .AddModels()
        .AddSingleton<CaseFiles>()
        .AddRecordSources()
        .AddFilms()
        .AddSingleton<CaseOpener>()
        .AddSingleton<ReasonerSelection>()
        .AddSingleton(static provider => new SnapshotCache(provider.GetRequiredService<CaseRecord>(), Options(provider).SnapshotCacheBytes))
        .AddKnowledge()
        .AddSingleton(static provider => VocabularyFile.Open(Options(provider).DataFolder, VocabularyEmbedder.Of(provider.GetService<IConfiguration>(), provider.GetRequiredService<KnowledgeRoom>().Embedder)))
        .AddImageTools()
        .AddSingleton<ToolGate>()
        .AddSingleton<CaseTools>();

    private static IServiceCollection AddParts(this IServiceCollection services) => services
        .AddSingleton<CaseSignals>()
        .AddSingleton<CaseScribe>()
        .AddSingleton<CaseRules>()
        .AddSingleton<LedgerReading>()
        .AddSingleton<CaseInstances>()
        .AddSingleton<CaseViews>()
        .AddSingleton<CaseWatcher>()
        .AddSingleton<CaseResumption>()
        .AddSingleton<CaseClient>()
        .AddSingleton<CaseSweep>()
        .AddSingleton<CaseVerifier>()
        .AddSingleton<CaseReplayer>()
        .AddSingleton<CaseRederiver>()
        .AddSingleton<CaseParts>()
        .AddSingleton<CaseHost>()
        .AddSingleton<ICaseService, CaseService>();

    private static IServiceCollection AddActivities(this IServiceCollection services) => services
        .AddTransient<OpenCase>()
        .AddTransient<Reason>()
        .AddTransient<NavigateEhr>()
        .AddTransient<RetrieveKnowledge>()
        .AddTransient<InferChestXray>()
        .AddTransient<RecordStep>()
        .AddTransient<Conclude>()
        .AddTransient<Seal>();

    private static CaseServiceOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<CaseServiceOptions>>().Value;
}
