using ClinSeek.Durable.FunctionsHost;
using ClinSeek.Functions.Hosting.CustomHandler;

namespace ClinSeek.Functions.Triggers.EventGrid;

/// <summary>The function that takes the events of Azure Health Data Services. Event Grid delivers an event again when it fails.</summary>
internal static class FhirEvents
{
    public static IServiceCollection AddFhirEvents(this IServiceCollection services) => services.AddSingleton<FhirEventReceiver>();

    public static async Task ReceiveAsync(FunctionEvent invocation, CancellationToken cancellationToken)
    {
        EventGridEvent published = invocation.ReadEventGrid();
        using (invocation.Services.GetRequiredService<InvocationClients>().Enter(invocation.ReadClient()))
        {
            await invocation.Services.GetRequiredService<FhirEventReceiver>().ReceiveAsync(published, cancellationToken);
        }
    }
}
