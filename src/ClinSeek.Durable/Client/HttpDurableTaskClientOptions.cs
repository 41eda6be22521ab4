using System.Text.Json;

namespace ClinSeek.Durable.Client;

/// <summary>How a <see cref="HttpDurableTaskClient"/> writes, reads and waits.</summary>
public sealed record HttpDurableTaskClientOptions
{
    /// <summary>How inputs, events and outputs are written and read.</summary>
    public JsonSerializerOptions SerializerOptions { get; init; } = JsonSerializerOptions.Default;

    /// <summary>How long a wait sleeps between two looks; null for what the answer's Retry-After says.</summary>
    public TimeSpan? PollingInterval { get; init; }

    /// <summary>How often a call that changes nothing is made again when the host is busy (429, 502, 503, 504).</summary>
    public int RetriesWhenBusy { get; init; } = 3;

    /// <summary>The clock of the waits.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
