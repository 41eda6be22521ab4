using Microsoft.AspNetCore.Routing;

namespace ClinSeek.Peers.FunctionsHost.Hub;

/// <summary>What stands behind durable functions: the host's own <see cref="TaskHub"/>, or the real durable extension.</summary>
internal interface IDurableEngine : IAsyncDisposable
{
    /// <summary>Maps the management API below its path.</summary>
    void Map(RouteGroupBuilder group);

    /// <summary>Begins to run turns and activities; the handler answers by now.</summary>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Runs nothing more; what was under way goes back.</summary>
    Task StopAsync();
}
