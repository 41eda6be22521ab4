using ClinSeek.Functions.Activities;
using ClinSeek.Functions.Privacy;

namespace ClinSeek.Functions.Checks;

/// <summary>Composition of second readings.</summary>
internal static class CheckServices
{
    /// <summary>Adds the reader and its activity.</summary>
    public static IServiceCollection AddChecks(this IServiceCollection services) => services
        .AddSingleton<OutgoingCases>()
        .AddSingleton<SecondReader>()
        .AddSingleton<ConclusionWriter>()
        .AddTransient<ReadAgain>();
}
