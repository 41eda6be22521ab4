using ClinSeek.Durable.Client;
using ClinSeek.Functions.Cases;

namespace ClinSeek.Functions.Hosting.CustomHandler;

/// <summary>
/// The engine's client of one invocation: its address and key came with that very invocation and are forgotten after it.
/// </summary>
internal sealed class InvocationClients(CaseClient cases, IConfiguration configuration, TimeProvider time) : IDisposable
{
    /// <summary>The setting that host.json takes the task hub's name from.</summary>
    public const string TaskHubSetting = "TASKHUB_NAME";

    private readonly HttpClient _http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), UseCookies = false });

    private readonly HttpDurableTaskClientOptions _options = new() { SerializerOptions = CaseHost.WorkerOptions.SerializerOptions, TimeProvider = time };

    private readonly string? _taskHub = configuration[TaskHubSetting];

    /// <summary>Lets everything that the caller awaits use the client of a <c>durableClient</c> binding, until the result is disposed of.</summary>
    /// <exception cref="NoEngineException">The binding cannot be used, or leads to another task hub.</exception>
    public IDisposable Enter(string? binding)
    {
        if (string.IsNullOrEmpty(binding))
        {
            throw new NoEngineException("The Functions host sent no client with this invocation. Try again in a moment.");
        }

        DurableClientBinding address;
        try
        {
            address = DurableClientBinding.Parse(binding);
        }
        catch (FormatException unusable)
        {
            throw new NoEngineException(unusable.Message, inner: unusable);
        }

        if (_taskHub is { Length: > 0 } && address.TaskHub is { } named && !string.Equals(named, _taskHub, StringComparison.OrdinalIgnoreCase))
        {
            throw new NoEngineException(
                $"The invocation comes from the task hub {named}; the cases of this app belong to {_taskHub}. Let {TaskHubSetting} and host.json name the same hub.", isMisdirected: true);
        }

        return cases.Use(new HttpDurableTaskClient(_http, address, _options));
    }

    public void Dispose() => _http.Dispose();
}
