using ClinSeek.Peers.FunctionsHost.Hub;

namespace ClinSeek.Peers.FunctionsHost;

/// <summary>How a <see cref="TestHost"/> runs an app folder.</summary>
public sealed record TestHostOptions
{
    /// <summary>The published app: the folder of host.json.</summary>
    public required string AppFolder { get; init; }

    /// <summary>The port of the front end on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>App settings, over those of local.settings.json.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether keys are asked for, as in Azure; Core Tools asks for none.</summary>
    public bool RequireKeys { get; init; } = true;

    /// <summary>In place of host.json's.</summary>
    public TimeSpan? FunctionTimeout { get; init; }

    /// <summary>In place of host.json's.</summary>
    public TimeSpan? InitializationTimeout { get; init; }

    /// <summary>A handler that runs already (under a debugger, in a test); none is started then.</summary>
    public Uri? HandlerAddress { get; init; }

    /// <summary>Whether timer triggers fire by their schedule; a test fires them itself.</summary>
    public bool RunSchedules { get; init; }

    /// <summary>What goes otherwise than it should.</summary>
    public HostScript Script { get; init; } = new();

    /// <summary>The time of schedules, and of crashes; the hub has its own.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Makes another durable engine than the host's own.</summary>
    internal Func<DurableEngineContext, IDurableEngine>? Durable { get; init; }

    /// <summary>Where log lines also go.</summary>
    public Action<string>? LogTo { get; init; }
}
