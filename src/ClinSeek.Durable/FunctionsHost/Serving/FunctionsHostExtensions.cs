using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace ClinSeek.Durable.FunctionsHost;

/// <summary>Composition of a custom handler for the Functions host.</summary>
public static class FunctionsHostExtensions
{
    /// <summary>Adds what serves invocations.</summary>
    /// <param name="services">The services.</param>
    /// <param name="functions">The functions of the app.</param>
    /// <param name="tasks">The orchestrators and activities among them.</param>
    /// <param name="worker">The settings of both; activities get this provider's services.</param>
    public static IServiceCollection AddFunctionsHost(
        this IServiceCollection services, FunctionRegistry functions, DurableTaskRegistry tasks, DurableTaskWorkerOptions worker)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(worker);
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddSingleton(functions)
            .AddSingleton(provider => new OrchestratorTurns(
                new OrchestrationExecutor(tasks, worker with { Services = provider }),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<OrchestratorTurns>>()))
            .AddSingleton(provider => new TurnRehearsal(provider.GetRequiredService<OrchestratorTurns>(), worker))
            .AddSingleton(provider => new ActivityCalls(
                new ActivityExecutor(tasks, worker with { Services = provider }), worker.Codec, provider.GetRequiredService<ILogger<ActivityCalls>>()));
    }

    /// <summary>Serves the host's invocations. Comes first in the pipeline: what follows sees callers' requests only.</summary>
    public static IApplicationBuilder UseFunctionsHost(this IApplicationBuilder app) => app.UseMiddleware<FunctionsHostMiddleware>();
}
