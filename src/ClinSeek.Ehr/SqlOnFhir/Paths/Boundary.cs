using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary>
/// <c>lowBoundary()</c> and <c>highBoundary()</c>: the least and the greatest value that a number, date or time can stand for, given
/// how precisely it was written. 1.0 is from 0.95 to 1.05.
/// </summary>
internal static class Boundary
{
    private const int MaxDigits = 28;
    private static readonly TimeSpan Earliest = TimeSpan.FromHours(14);
    private static readonly TimeSpan Latest = TimeSpan.FromHours(-12);

    /// <param name="node">What to bound.</param>
    /// <param name="high">Whether the upper boundary is asked for.</param>
    /// <param name="precision">Decimal places of a number, digits of a date or time; null for the most there are.</param>
    /// <param name="hint">The type to take for a text that could be a date or a dateTime.</param>
    public static PathNode? Of(in PathNode node, bool high, int? precision, string? hint)
    {
        if (node.IsObject)
        {
            return OfQuantity(node, high, precision);
        }

        if (Written(node) is { } number)
        {
            return OfNumber(number.Value, number.Scale, high, precision) is { } bound ? PathNode.Of(bound) : null;
        }

        return node.Text is { } text && (node.Type is null || FhirTypes.IsTemporal(node.Type)) && PartialTime.TryParse(text, out PartialTime time)
            ? OfTime(time, node.Type ?? TypeOf(text, hint), high, precision)
            : null;
    }

    private static string TypeOf(string text, string? hint) =>
        text.Contains(':', StringComparison.Ordinal) && !text.Contains('T', StringComparison.Ordinal) ? "time" : hint is "date" ? "date" : "dateTime";

    private static (decimal Value, int Scale)? Written(in PathNode node)
    {
        if (node.Computed is decimal computed)
        {
            return (computed, computed.Scale);
        }

        if (node.Computed is not null || node.Json.ValueKind != JsonValueKind.Number || !node.Json.TryGetDecimal(out decimal value))
        {
            return null;
        }

        string raw = node.Json.GetRawText();
        int exponentAt = raw.IndexOfAny(['e', 'E']);
        string mantissa = exponentAt < 0 ? raw : raw[..exponentAt];
        int exponent = exponentAt < 0 ? 0 : int.Parse(raw.AsSpan(exponentAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        int point = mantissa.IndexOf('.', StringComparison.Ordinal);
        return (value, (point < 0 ? 0 : mantissa.Length - point - 1) - exponent);
    }

    private static decimal? OfNumber(decimal value, int scale, bool high, int? precision)
    {
        if (precision is < 0 or > MaxDigits || scale is > MaxDigits - 1 or < -MaxDigits)
        {
            return null;
        }

        try
        {
            decimal half = 0.5m;
            for (int step = 0; step < Math.Abs(scale); step++)
            {
                half = scale > 0 ? half / 10 : half * 10;
            }

            decimal bound = high ? value + half : value - half;
            return precision is { } digits ? decimal.Round(bound, digits, high ? MidpointRounding.ToPositiveInfinity : MidpointRounding.ToNegativeInfinity) : bound;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private static PathNode? OfQuantity(in PathNode node, bool high, int? precision)
    {
        if (!node.Json.TryGetProperty("value"u8, out JsonElement amount) || Of(new PathNode(amount), high, precision, null) is not { Computed: decimal bound })
        {
            return null;
        }

        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            writer.WriteNumber("value"u8, bound);
            foreach (JsonProperty property in node.Json.EnumerateObject())
            {
                if (!property.NameEquals("value"u8))
                {
                    property.WriteTo(writer);
                }
            }

            writer.WriteEndObject();
        }

        var reader = new Utf8JsonReader(bytes.WrittenSpan);
        return new PathNode(JsonElement.ParseValue(ref reader), default, "Quantity");
    }

    private static PathNode? OfTime(in PartialTime time, string type, bool high, int? precision)
    {
        int most = type switch { "date" => 8, "time" => 9, _ => 17 };
        int digits = precision ?? most;
        if (digits > most || time.IsTime != (type == "time"))
        {
            return null;
        }

        DateTime local = time.Local;
        DateTime bound = high ? Last(local, time) : local;
        if (type == "time")
        {
            string? clock = Clock(bound, digits);
            return clock is null ? null : PathNode.Of(clock, "time");
        }

        string? date = digits switch
        {
            4 => bound.ToString("yyyy", CultureInfo.InvariantCulture),
            6 => bound.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            >= 8 => bound.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            _ => null,
        };
        if (digits <= 8 || date is null)
        {
            return date is null ? null : PathNode.Of(date, type);
        }

        TimeSpan offset = time.Offset ?? (high ? Latest : Earliest);
        string sign = offset < TimeSpan.Zero ? "-" : "+";
        return Clock(bound, digits - 8) is { } at
            ? PathNode.Of(string.Create(CultureInfo.InvariantCulture, $"{date}T{at}{sign}{offset:hh\\:mm}"), type)
            : null;
    }

    private static DateTime Last(DateTime local, in PartialTime time)
    {
        long unit = (time.Date, time.Clock) switch
        {
            (4, _) => (DateTime.IsLeapYear(local.Year) ? 366 : 365) * TimeSpan.TicksPerDay,
            (6, _) => DateTime.DaysInMonth(local.Year, local.Month) * TimeSpan.TicksPerDay,
            (_, 0) => TimeSpan.TicksPerDay,
            (_, 2) => TimeSpan.TicksPerHour,
            (_, 4) => TimeSpan.TicksPerMinute,
            (_, 6) => TimeSpan.TicksPerSecond,
            _ => 1,
        };
        return new DateTime(Math.Min(local.Ticks + unit - 1, DateTime.MaxValue.Ticks));
    }

    private static string? Clock(DateTime time, int digits) => digits switch
    {
        2 => time.ToString("HH", CultureInfo.InvariantCulture),
        4 => time.ToString("HH':'mm", CultureInfo.InvariantCulture),
        6 => time.ToString("HH':'mm':'ss", CultureInfo.InvariantCulture),
        9 => time.ToString("HH':'mm':'ss'.'fff", CultureInfo.InvariantCulture),
        _ => null,
    };
}
