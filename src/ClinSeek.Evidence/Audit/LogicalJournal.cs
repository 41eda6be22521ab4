using System.Text.RegularExpressions;
using ClinSeek.Evidence.Canonical;
using ClinSeek.Evidence.Journal;

namespace ClinSeek.Evidence.Audit;

/// <summary>
/// A journal without what differs between two runs of the same case: ordinals, times, guids, keyed digests, the case id, and
/// the order in which calls of one fan-out ended.
/// </summary>
internal sealed partial class LogicalJournal(string caseId)
{
    private readonly Dictionary<long, int> _placeOf = [];

    public byte[] Normalize(JournalSlice slice)
    {
        foreach (JournalRecord record in slice.Records.Where(static record => !IsReceived(record)))
        {
            _placeOf[record.Ordinal] = _placeOf.Count;
        }

        IEnumerable<object> done = slice.Records.Where(static record => !IsReceived(record)).Select(record => (object)new
        {
            record.Kind, record.Name, Input = Mask(record.Input), Result = record.Kind == JournalKind.GuidRead ? null : Mask(record.Result),
        });
        IEnumerable<object> received = slice.Records.Where(IsReceived)
            .Select(record => (Place: _placeOf.GetValueOrDefault(record.Of ?? -1, -1), Record: record))
            .OrderBy(static pair => pair.Place)
            .Select(pair => (object)new
            {
                pair.Record.Kind, pair.Place, pair.Record.Name, pair.Record.Outcome, Result = Mask(pair.Record.Result), pair.Record.Failure?.Type,
            });
        return CanonicalJson.Serialize(new { done = done.ToArray(), received = received.ToArray() });
    }

    public string? Mask(string? text) => text is null ? null : Varying().Replace(text.Replace(caseId, "{case}", StringComparison.Ordinal), "{varies}");

    private static bool IsReceived(JournalRecord record) =>
        record.Kind is JournalKind.CallCompleted or JournalKind.TimerCompleted or JournalKind.EventReceived;

    [GeneratedRegex(@"\b[0-9a-f]{64}\b|\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b|\b\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Varying();
}
