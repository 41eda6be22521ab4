using System.Text.Json;

namespace ClinSeek.Durable;

/// <summary>Settings shared by the executors. They are part of what replay depends on: change them only together with a version.</summary>
public sealed record DurableTaskWorkerOptions
{
    /// <summary>How activity outcomes are written and read.</summary>
    public IResultCodec Codec { get; init; } = PlainCodec.Instance;

    /// <summary>A longer timer is made of several: storage providers cannot hide a message for ever. Zero or less: no limit.</summary>
    public TimeSpan MaximumTimerInterval { get; init; } = TimeSpan.FromDays(3);

    /// <summary>Version of sub-orchestrations that are called without one; the request property <c>defaultVersion</c> wins.</summary>
    public string? DefaultVersion { get; init; }

    /// <summary>How inputs, results, events and statuses are written and read.</summary>
    public JsonSerializerOptions SerializerOptions { get; init; } = DefaultSerializerOptions;

    /// <summary>Given to registered factories.</summary>
    public IServiceProvider? Services { get; init; }

    private static JsonSerializerOptions DefaultSerializerOptions { get; } = new() { IncludeFields = true };
}
