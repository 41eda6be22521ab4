using System.Text.Json;

namespace ClinSeek.Durable.FunctionsHost;

/// <summary>The value of a <c>timerTrigger</c> binding.</summary>
/// <param name="IsPastDue">Whether the timer fires later than its schedule says.</param>
/// <param name="Last">When it fired last; null where the host keeps no record of it.</param>
/// <param name="Next">When it is due next; null where the host keeps no record of it.</param>
public sealed record TimerInfo(bool IsPastDue, DateTimeOffset? Last, DateTimeOffset? Next)
{
    /// <exception cref="MalformedEnvelopeException">The value is no object.</exception>
    public static TimerInfo Read(EnvelopeValue value)
    {
        using var document = value.ReadDocument();
        var timer = document.RootElement;
        if (timer.ValueKind != JsonValueKind.Object)
            throw new MalformedEnvelopeException("The value of the timerTrigger binding is no object.");
        var status = timer.TryGetProperty("ScheduleStatus", out var known) && known.ValueKind == JsonValueKind.Object ? known : default;
        return new TimerInfo(
            timer.TryGetProperty(nameof(IsPastDue), out var late) && late.ValueKind == JsonValueKind.True,
            Time(status, nameof(Last)),
            Time(status, nameof(Next)));
    }

    private static DateTimeOffset? Time(JsonElement status, string name) =>
        status.ValueKind == JsonValueKind.Object
        && status.TryGetProperty(name, out var time)
        && time.ValueKind == JsonValueKind.String
        && time.TryGetDateTimeOffset(out var instant)
            ? instant
            : null;
}
