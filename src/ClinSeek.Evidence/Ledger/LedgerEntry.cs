using System.Globalization;
using System.Text;
using ClinSeek.Evidence.Cases;

namespace ClinSeek.Evidence.Ledger;

/// <summary>One entry of a case's ledger, one line of <c>ledger.jsonl</c>; docs/audit-format.md says what every field means.</summary>
public sealed record LedgerEntry
{
    /// <summary>The format version.</summary>
    public const int Version = 1;

    /// <summary>The place in the ledger, from 1.</summary>
    public required long Seq { get; init; }

    /// <summary>SHA-256 of the line before, in lowercase hexadecimal; for the first entry the case's genesis.</summary>
    public required string Prev { get; init; }

    /// <summary>The case.</summary>
    public required CaseId Case { get; init; }

    /// <summary>What the caller asked to record.</summary>
    public required LedgerDraft Body { get; init; }

    /// <summary>The entry's canonical bytes, without the line feed that ends its line.</summary>
    /// <exception cref="ArgumentException">A field is outside its form.</exception>
    public byte[] ToLine()
    {
        LedgerForm.Require(Body);
        var text = new StringBuilder(512).Append("{\"actor\":\"").Append(Body.Actor).Append("\",\"at\":\"").Append(LedgerTime.Format(Body.At)).Append('"');
        AppendMap(text, "blobs", Body.Blobs);
        text.Append(",\"case\":\"").Append(Case.Value).Append('"');
        AppendMap(text, "commitments", Body.Commitments);
        text.Append(CultureInfo.InvariantCulture, $",\"epoch\":{Body.Epoch}");
        AppendMap(text, "facts", Body.Facts);
        text.Append(",\"kind\":\"").Append(Body.Kind).Append("\",\"prev\":\"").Append(Prev).Append('"');
        if (Body.Request is not null)
        {
            text.Append(",\"request\":\"").Append(Body.Request).Append('"');
        }

        text.Append(CultureInfo.InvariantCulture, $",\"seq\":{Seq}");
        if (Body.Step is int step)
        {
            text.Append(CultureInfo.InvariantCulture, $",\"step\":{step}");
        }

        return Encoding.ASCII.GetBytes(text.Append(CultureInfo.InvariantCulture, $",\"v\":{Version}}}").ToString());
    }

    /// <summary>Reads a line that is in canonical form and has every field in its form; null otherwise.</summary>
    public static LedgerEntry? TryParse(ReadOnlySpan<byte> line)
    {
        if (LedgerLine.Scan(line, out LedgerLine fields) is not null || !CaseId.TryParse(Encoding.ASCII.GetString(fields.Case), out CaseId caseId))
        {
            return null;
        }

        return new LedgerEntry
        {
            Seq = fields.Seq,
            Prev = Encoding.ASCII.GetString(fields.Prev),
            Case = caseId,
            Body = new LedgerDraft
            {
                At = LedgerTime.Parse(Encoding.ASCII.GetString(fields.At)),
                Kind = fields.Kind,
                Actor = Encoding.ASCII.GetString(fields.Actor),
                Epoch = fields.Epoch,
                Step = fields.Step,
                Request = fields.Request.IsEmpty ? null : Encoding.ASCII.GetString(fields.Request),
                Blobs = LedgerLine.ReadMap(fields.Blobs),
                Commitments = LedgerLine.ReadMap(fields.Commitments),
                Facts = LedgerLine.ReadMap(fields.Facts),
            },
        };
    }

    private static void AppendMap(StringBuilder text, string name, IReadOnlyDictionary<string, string> map)
    {
        text.Append(",\"").Append(name).Append("\":{");
        bool first = true;
        foreach ((string key, string value) in map.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            text.Append(first ? "\"" : ",\"").Append(key).Append("\":\"").Append(value).Append('"');
            first = false;
        }

        text.Append('}');
    }
}
