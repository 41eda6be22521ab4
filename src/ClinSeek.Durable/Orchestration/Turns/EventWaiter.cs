using System.Text.Json;

namespace ClinSeek.Durable.Orchestration.Turns;

/// <summary>One open wait for an external event.</summary>
internal abstract class EventWaiter
{
    /// <summary>True while code goes on when this ends.</summary>
    internal abstract bool IsAwaited { get; }

    /// <summary>Hands the payload over. A payload that cannot be read fails the wait.</summary>
    internal abstract void Deliver(string? payload, JsonSerializerOptions options);
}
