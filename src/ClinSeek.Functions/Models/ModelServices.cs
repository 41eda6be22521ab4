using ClinSeek.Reasoning;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ClinSeek.Functions.Models;

/// <summary>Composition of what stands between the cases and language models.</summary>
internal static class ModelServices
{
    public static IServiceCollection AddModels(this IServiceCollection services)
    {
        services.TryAddSingleton(static _ => new ReasonerOptions());
        return services.AddSingleton<ModelGate>().AddSingleton<LiveAnswers>().AddSingleton<TurnTaker>();
    }
}
