using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Ledger;
using ClinSeek.Functions.Storage;
using ClinSeek.Functions.Tests.Testing;

namespace ClinSeek.Functions.Tests.Crash;

/// <summary>
/// A case's ledger as its decrypted payloads say it: without addresses, envelopes and commitments, which differ by their random
/// keys, and without the times of the run.
/// </summary>
internal static partial class LogicalRecord
{
    /// <summary>One text an entry.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(CaseWorld world, CaseId id)
    {
        CaseLedger ledger = await world.Get<ILedgerStore>().ReadAsync(id, TestContext.Current.CancellationToken);
        var texts = new List<string>();
        foreach (RecordedEntry recorded in ledger.Entries)
        {
            LedgerDraft body = recorded.Entry.Body;
            var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{recorded.Entry.Seq} {body.Kind} {body.Actor} {body.Epoch} {body.Step}");
            foreach (var (name, value) in body.Facts.OrderBy(static fact => fact.Key, StringComparer.Ordinal))
            {
                text.Append(' ').Append(name).Append('=').Append(Mask(value));
            }

            var documents = new List<string>();
            foreach (var (name, address) in body.Blobs)
            {
                byte[] content = await world.Get<IEvidenceStore>().ReadBlobAsync(id, address, TestContext.Current.CancellationToken);
                documents.Add(name == "snapshot" ? $"{name}: {content.Length} bytes" : $"{Mask(name)}: {Mask(Encoding.UTF8.GetString(content))}");
            }

            texts.Add(text.Append('\n').AppendJoin('\n', documents.Order(StringComparer.Ordinal)).ToString());
        }

        return texts;
    }

    private static string Mask(string text) => Digests().Replace(Times().Replace(Folders().Replace(text, "FOLDER"), "TIME"), "DIGEST");

    [GeneratedRegex("[0-9a-f]{32,64}")]
    private static partial Regex Digests();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")]
    private static partial Regex Times();

    [GeneratedRegex("[^\"\\s]*clinseek-test-[0-9a-f]+")]
    private static partial Regex Folders();
}
