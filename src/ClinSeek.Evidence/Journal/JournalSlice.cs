using System.Text;
using System.Text.Json;
using ClinSeek.Evidence.Canonical;
using ClinSeek.Evidence.Vault;

namespace ClinSeek.Evidence.Journal;

/// <summary>The journal since the entry before: the plaintext of an entry's blob <see cref="BlobName"/>. Holds no PHI but is stored encrypted all the same.</summary>
public sealed record JournalSlice(IReadOnlyList<JournalRecord> Records)
{
    /// <summary>The blob's name in its ledger entry.</summary>
    public const string BlobName = "journal";

    /// <summary>The version of this document's form.</summary>
    public int FormatVersion { get; init; } = 1;

    /// <summary>The slice with the keyed digests of every input (label <c>journal/input</c>) and result (<c>journal/result</c>), taken over their UTF-8 text.</summary>
    public JournalSlice WithDigests(CaseKeys keys) => this with
    {
        Records = [.. Records.Select(record => record with
        {
            InputDigest = record.Input is string input ? keys.Digest("journal/input", Encoding.UTF8.GetBytes(input)) : null,
            ResultDigest = record.Result is string result ? keys.Digest("journal/result", Encoding.UTF8.GetBytes(result)) : null,
        })],
    };

    /// <summary>The canonical bytes.</summary>
    public byte[] ToBytes() => CanonicalJson.Serialize(this);

    /// <summary>Reads a slice.</summary>
    /// <exception cref="FormatException">It is no journal of version 1.</exception>
    public static JournalSlice Parse(ReadOnlySpan<byte> bytes)
    {
        JournalSlice? slice;
        try
        {
            slice = JsonSerializer.Deserialize<JournalSlice>(bytes, EvidenceJson.Options);
        }
        catch (JsonException exception)
        {
            throw new FormatException("The bytes are no journal.", exception);
        }

        return slice is { FormatVersion: 1, Records: not null } ? slice : throw new FormatException("The bytes are no journal of version 1.");
    }
}
