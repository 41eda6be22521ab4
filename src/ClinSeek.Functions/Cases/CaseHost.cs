using ClinSeek.Durable;
using ClinSeek.Durable.Client;
using ClinSeek.Durable.Engine;
using ClinSeek.Evidence;
using ClinSeek.Functions.Storage;
using Microsoft.Extensions.Options;

namespace ClinSeek.Functions.Cases;

/// <summary>The embedded engine with the case orchestrator and its activities; without it cases can only be read.</summary>
public sealed class CaseHost(IServiceProvider services, IOptions<CaseServiceOptions> options, TimeProvider time) : IAsyncDisposable
{
    private SqliteOrchestrationEngine? _engine;

    /// <summary>How everything that the engine keeps is written; part of what replay depends on.</summary>
    internal static DurableTaskWorkerOptions WorkerOptions { get; } =
        new() { Codec = EnvelopeCodec.Instance, SerializerOptions = EvidenceJson.Options };

    /// <summary>A client of the running engine, or null while there is none.</summary>
    public DurableTaskClient? Client { get; private set; }

    /// <summary>Ends when the engine has stopped; faults when it had to.</summary>
    public Task Completion => _engine?.Completion ?? Task.CompletedTask;

    /// <summary>Starts the engine, which goes on with every unfinished case of the data folder.</summary>
    /// <exception cref="HubInUseException">Another host runs on the same data folder.</exception>
    /// <exception cref="EngineStorageException">The engine's file cannot be used.</exception>
    /// <exception cref="StorageException">The data folder cannot be written.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.ReadOnly)
        {
            throw new InvalidOperationException("The cases were opened read-only; no engine runs on them.");
        }

        MakeFolder(options.Value.DataFolder);
        DurableTaskWorkerOptions worker = WorkerOptions with { Services = services };
        DurableTaskRegistry registry = CaseRegistrations.Create();
        var engineOptions = new SqliteEngineOptions
        {
            Path = options.Value.EngineFile,
            MaxConcurrentActivities = options.Value.MaxConcurrentActivities,
            TimeProvider = time,
            CommitObserver = CommitPoints.Observer,
        };
        _engine = new SqliteOrchestrationEngine(engineOptions, new OrchestrationExecutor(registry, worker), new ActivityExecutor(registry, worker));
        await _engine.StartAsync(cancellationToken);
        Client = _engine.CreateClient();
    }

    /// <summary>Stops the engine; what is unfinished goes on at the next start.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Client = null;
        if (_engine is { } engine)
        {
            await engine.StopAsync(cancellationToken);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Client = null;
        if (_engine is { } engine)
        {
            _engine = null;
            await engine.DisposeAsync();
        }
    }

    private static void MakeFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw StorageException.From("Opening the data folder", Path.Combine(folder, "engine.db"), exception);
        }
    }
}
