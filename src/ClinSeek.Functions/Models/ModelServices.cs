namespace ClinSeek.Functions.Models;

/// <summary>Composition of what stands between the cases and language models.</summary>
internal static class ModelServices
{
    public static IServiceCollection AddModels(this IServiceCollection services)
    {
        return services.AddSingleton<ModelGate>().AddSingleton<FilmPictureCache>().AddSingleton<LiveAnswers>().AddSingleton<ILiveAnswers>(static provider => provider.GetRequiredService<LiveAnswers>()).AddSingleton<ReasonerTurns>().AddSingleton<TurnTaker>();
    }
}
