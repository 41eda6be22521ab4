using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ClinSeek.Durable.Orchestration.Turns;

/// <summary>The JSON of entity requests on the wire.</summary>
internal static class EntityMessage
{
    internal const string EventName = "op";

    /// <summary>The event name of a signal that is to be delivered later.</summary>
    internal static string ScheduledName(DateTime whenUtc) => string.Create(CultureInfo.InvariantCulture, $"{EventName}@{whenUtc:o}");

    internal static string Write(
        string operation,
        bool isSignal,
        string? input,
        string requestId,
        string parentInstanceId,
        string? parentExecutionId,
        DateTime? scheduledTime,
        DateTime timestamp,
        DateTime predecessor,
        DateTime requestTime)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("op", operation);
            if (isSignal)
                writer.WriteBoolean("signal", true);
            if (input is not null)
                writer.WriteString("input", input);
            writer.WriteString("id", requestId);
            writer.WriteString("parent", parentInstanceId);
            if (parentExecutionId is not null)
                writer.WriteString("parentExecution", parentExecutionId);
            if (scheduledTime is { } scheduled)
                writer.WriteString("due", scheduled);
            writer.WriteString("Timestamp", timestamp);
            writer.WriteString("Predecessor", predecessor);
            writer.WriteBoolean("IsLockRequest", false);
            writer.WriteBoolean("createTrace", true);
            writer.WriteString("requestTime", new DateTimeOffset(requestTime, TimeSpan.Zero));
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
