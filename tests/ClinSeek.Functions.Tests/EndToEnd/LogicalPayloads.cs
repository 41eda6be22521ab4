using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using ClinSeek.Evidence.Audit;
using ClinSeek.Evidence.Cases;

namespace ClinSeek.Functions.Tests.EndToEnd;

/// <summary>A case's decrypted payloads without what differs from run to run: when it was accepted and read, and names that are keyed digests.</summary>
internal static partial class LogicalPayloads
{
    /// <summary>Reads them. Holds PHI.</summary>
    public static async Task<IReadOnlyList<LogicalEntry>> ReadAsync(ProductHost host, string id)
    {
        IReadOnlyList<LogicalEntry> entries = await LogicalLedger.ReadAsync(
            await host.SourceAsync(id), CaseId.Parse(id), await host.KeysAsync(id), Normalize, TestContext.Current.CancellationToken);
        return [.. entries.Select(static entry => entry with { Payloads = Renamed(entry.Payloads) })];
    }

    private static ReadOnlyMemory<byte> Normalize(string name, ReadOnlyMemory<byte> content)
    {
        if (content.Span is not [(byte)'{' or (byte)'[', ..])
        {
            return content;
        }

        string text = KeyedName().Replace(Encoding.UTF8.GetString(content.Span), "$1-DIGEST");
        return Encoding.UTF8.GetBytes(name is "accepted" or "request" or "pull" or "films" ? Moment().Replace(text, "$1\"TIME\"") : text);
    }

    private static Dictionary<string, ReadOnlyMemory<byte>> Renamed(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> payloads)
    {
        var renamed = new Dictionary<string, ReadOnlyMemory<byte>>();
        foreach (var group in payloads.GroupBy(static payload => KeyedName().Replace(payload.Key, "$1-DIGEST")))
        {
            // Ordered by content: their names are in the order of random keys.
            int number = 0;
            foreach (var payload in group.OrderBy(static payload => Convert.ToHexString(SHA256.HashData(payload.Value.Span)), StringComparer.Ordinal))
            {
                renamed.Add($"{group.Key}#{number++}", payload.Value);
            }
        }

        return renamed;
    }

    [GeneratedRegex("\\b(page|film|pict)-[0-9a-f]{32}\\b")]
    private static partial Regex KeyedName();

    [GeneratedRegex("(\"(?:acceptedAt|retrievedAt)\":)\"[^\"]+\"")]
    private static partial Regex Moment();
}
