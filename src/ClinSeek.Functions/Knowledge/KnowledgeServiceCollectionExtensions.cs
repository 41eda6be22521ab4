using Azure.Identity;
using ClinSeek.Functions.Cases;
using ClinSeek.Knowledge;
using Microsoft.Extensions.Options;

namespace ClinSeek.Functions.Knowledge;

/// <summary>Composition of the knowledge room.</summary>
public static class KnowledgeServiceCollectionExtensions
{
    /// <summary>Adds <see cref="KnowledgeRoom"/> over <see cref="KnowledgeOptions"/>, which are validated at start, and its use by cases.</summary>
    public static IServiceCollection AddKnowledge(this IServiceCollection services)
    {
        services.AddOptions<KnowledgeOptions>().ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton(static provider =>
            {
                KnowledgeOptions options = provider.GetRequiredService<IOptions<KnowledgeOptions>>().Value;
                bool needsIdentity = options.AzureSearch is { Key: null or "" };
                return new KnowledgeRoom(
                    options,
                    provider.GetRequiredService<IOptions<CaseServiceOptions>>().Value.DataFolder,
                    provider.GetRequiredService<TimeProvider>(),
                    needsIdentity ? new DefaultAzureCredential() : null);
            })
            .AddSingleton<CaseIdentifiers>()
            .AddSingleton<CaseKnowledge>();
    }
}
