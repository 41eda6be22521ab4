using System.Buffers.Binary;
using System.Text;

namespace ClinSeek.Functions.Tests.Telemetry;

/// <summary>One span as it came over the wire, read by field number (opentelemetry-proto trace v1).</summary>
internal sealed record OtlpSpan(string Name, string TraceId, string SpanId, IReadOnlyDictionary<string, string> Tags)
{
    /// <summary>The spans of an ExportTraceServiceRequest.</summary>
    public static IEnumerable<OtlpSpan> Read(byte[] request) =>
        from resource in Fields(request) where resource.Number == 1
        from scope in Fields(resource.Value) where scope.Number == 2
        from span in Fields(scope.Value) where span.Number == 2
        select Span(span.Value);

    /// <summary>The names of the instruments of an ExportMetricsServiceRequest.</summary>
    public static IEnumerable<string> Instruments(byte[] request) =>
        from resource in Fields(request) where resource.Number == 1
        from scope in Fields(resource.Value) where scope.Number == 2
        from metric in Fields(scope.Value) where metric.Number == 2
        from name in Fields(metric.Value) where name.Number == 1
        select Encoding.UTF8.GetString(name.Value);

    private static OtlpSpan Span(byte[] span)
    {
        var fields = Fields(span).ToLookup(static field => field.Number, static field => field.Value);
        return new OtlpSpan(
            Encoding.UTF8.GetString(fields[5].Single()), Convert.ToHexStringLower(fields[1].Single()), Convert.ToHexStringLower(fields[2].Single()),
            fields[9].Select(Pair).ToDictionary(static pair => pair.Key, static pair => pair.Value));
    }

    private static (string Key, string Value) Pair(byte[] pair)
    {
        var fields = Fields(pair).ToDictionary(static field => field.Number, static field => field.Value);
        var value = Fields(fields[2]).Single();
        return (Encoding.UTF8.GetString(fields[1]), value.Number switch
        {
            1 => Encoding.UTF8.GetString(value.Value),
            3 => BinaryPrimitives.ReadInt64LittleEndian(value.Value).ToString(System.Globalization.CultureInfo.InvariantCulture),
            _ => "?",
        });
    }

    private static IEnumerable<(int Number, byte[] Value)> Fields(byte[] message)
    {
        for (int at = 0; at < message.Length;)
        {
            ulong key = Varint(message, ref at);
            int length = (key & 7) switch { 0 => -1, 1 => 8, 2 => (int)Varint(message, ref at), 5 => 4, _ => throw new FormatException("An unknown wire type.") };
            byte[] value;
            if (length < 0)
            {
                value = BitConverter.GetBytes(Varint(message, ref at));
            }
            else
            {
                value = message[at..(at + length)];
                at += length;
            }

            yield return ((int)(key >> 3), value);
        }
    }

    private static ulong Varint(byte[] message, ref int at)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte part = message[at++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }
}
