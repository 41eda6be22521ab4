using System.Text;

namespace ClinSeek.Evidence.Ledger;

/// <summary>The fields of one ledger line as spans of it. A line that scans is canonical: its grammar allows one spelling of every entry.</summary>
internal ref struct LedgerLine
{
    public const long MaximumInteger = (1L << 53) - 1;

    public ReadOnlySpan<byte> Actor, At, Blobs, Case, Commitments, Facts, Prev, Request;
    public string Kind;
    public long Seq;
    public int Epoch;
    public int? Step;

    /// <summary>Reads a line; the answer is null, or what is wrong with it.</summary>
    public static string? Scan(ReadOnlySpan<byte> line, out LedgerLine fields)
    {
        fields = default;
        fields.Kind = "";
        var scanner = new LineScanner(line);
        bool inForm = scanner.Literal("{\"actor\":\""u8) && scanner.Text(LineScanner.TextBytes, 1, 128, out fields.Actor)
            && scanner.Literal(",\"at\":\""u8) && scanner.Text(LineScanner.TextBytes, 24, 24, out fields.At) && LedgerTime.IsTime(fields.At)
            && scanner.Literal(",\"blobs\":{"u8) && scanner.Map(LineScanner.Hexadecimal, 64, 64, out fields.Blobs)
            && scanner.Literal(",\"case\":\""u8) && scanner.Text(LineScanner.CaseBytes, 1, 60, out fields.Case)
            && scanner.Literal(",\"commitments\":{"u8) && scanner.Map(LineScanner.Hexadecimal, 64, 64, out fields.Commitments)
            && scanner.Literal(",\"epoch\":"u8) && scanner.Integer(int.MaxValue, out long epoch) && Set(out fields.Epoch, epoch)
            && scanner.Literal(",\"facts\":{"u8) && scanner.Map(LineScanner.TextBytes, 0, 256, out fields.Facts)
            && scanner.Literal(",\"kind\":\""u8) && scanner.Text(LineScanner.NameBytes, 1, 64, out ReadOnlySpan<byte> kind)
            && scanner.Literal(",\"prev\":\""u8) && scanner.Text(LineScanner.Hexadecimal, 64, 64, out fields.Prev)
            && (!scanner.Literal(",\"request\":\""u8) || scanner.Text(LineScanner.RequestBytes, 1, 128, out fields.Request))
            && scanner.Literal(",\"seq\":"u8) && scanner.Integer(MaximumInteger, out fields.Seq)
            && ReadStep(ref scanner, out fields.Step)
            && scanner.Literal(",\"v\":1}"u8) && scanner.AtEnd
            && Know(kind, out fields.Kind);
        return !inForm ? "the line is not a canonical entry of version 1" : Rules(fields);
    }

    /// <summary>The names and values of a scanned map.</summary>
    public static IReadOnlyDictionary<string, string> ReadMap(ReadOnlySpan<byte> map)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        while (NextPair(ref map, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value))
        {
            values.Add(Encoding.ASCII.GetString(name), Encoding.ASCII.GetString(value));
        }

        return values;
    }

    /// <summary>Takes the next <c>"name":"value"</c> off a scanned map.</summary>
    public static bool NextPair(ref ReadOnlySpan<byte> map, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        name = value = default;
        if (map.IsEmpty)
        {
            return false;
        }

        ReadOnlySpan<byte> rest = map[0] == ',' ? map[2..] : map[1..];
        int nameEnd = rest.IndexOf((byte)'"');
        name = rest[..nameEnd];
        rest = rest[(nameEnd + 3)..];
        int valueEnd = rest.IndexOf((byte)'"');
        value = rest[..valueEnd];
        map = rest[(valueEnd + 1)..];
        return true;
    }

    private static string? Rules(in LedgerLine fields)
    {
        bool isStep = fields.Kind == LedgerKinds.StepRecorded;
        if (isStep != fields.Step.HasValue)
        {
            return isStep ? "a step entry must carry its step" : "only a step entry may carry a step";
        }

        bool isOperator = fields.Kind.StartsWith(LedgerKinds.OperatorPrefix, StringComparison.Ordinal);
        if (isOperator == fields.Request.IsEmpty)
        {
            return isOperator ? "an operator entry must carry its request" : "only an operator entry may carry a request";
        }

        return BlobsAreCommitted(fields.Blobs, fields.Commitments) ? null : "a blob has no commitment of its name";
    }

    private static bool BlobsAreCommitted(ReadOnlySpan<byte> blobs, ReadOnlySpan<byte> commitments)
    {
        while (NextPair(ref blobs, out ReadOnlySpan<byte> blob, out _))
        {
            bool found = false;
            while (!found && NextPair(ref commitments, out ReadOnlySpan<byte> committed, out _))
            {
                found = committed.SequenceEqual(blob);
            }

            if (!found)
            {
                return false;
            }
        }

        return true;
    }

    private static bool ReadStep(ref LineScanner scanner, out int? step)
    {
        step = null;
        if (!scanner.Literal(",\"step\":"u8))
        {
            return true;
        }

        bool read = scanner.Integer(int.MaxValue, out long value);
        step = read ? (int)value : null;
        return read;
    }

    private static bool Set(out int field, long value)
    {
        field = (int)value;
        return true;
    }

    private static bool Know(ReadOnlySpan<byte> kind, out string known)
    {
        known = kind.SequenceEqual("step.recorded"u8) ? LedgerKinds.StepRecorded : Encoding.ASCII.GetString(kind);
        return LedgerKinds.IsKnown(known);
    }
}
