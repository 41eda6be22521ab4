namespace ClinSeek.Evidence.Journal;

/// <summary>
/// Plays a journal back: what the orchestrator does must be the next record, and when it can do nothing more the next record
/// is what it receives. Not thread-safe, like the orchestrator it drives.
/// </summary>
public sealed class JournalCursor(IEnumerable<JournalRecord> records)
{
    private readonly IReadOnlyList<JournalRecord> _records = [.. records];
    private int _at;

    /// <summary>The record that is next, or null at the end.</summary>
    public JournalRecord? Peek => _at < _records.Count ? _records[_at] : null;

    /// <summary>Whether every record was taken.</summary>
    public bool AtEnd => _at == _records.Count;

    /// <summary>A journal's slices as one, in the order of their entries.</summary>
    public static JournalCursor Over(IEnumerable<JournalSlice> slices) => new(slices.SelectMany(static slice => slice.Records));

    /// <summary>Takes the record of something the orchestrator does or reads; a divergence where another is next. Name and input are compared as exact texts.</summary>
    public (JournalRecord? Record, JournalDivergence? Divergence) Take(JournalKind kind, string? name = null, string? input = null)
    {
        JournalRecord? next = Peek;
        if (next is null || next.Kind != kind || next.Name != name || (kind == JournalKind.CallScheduled && next.Input != input))
        {
            return (null, new JournalDivergence(next?.Ordinal ?? _records.Count, next is null ? null : Describe(next.Kind, next.Name), Describe(kind, name)));
        }

        _at++;
        return (next, null);
    }

    /// <summary>Takes the next record where it is something received (a call's end, a timer's, an event); null where it is not.</summary>
    public JournalRecord? TakeReceived()
    {
        JournalRecord? next = Peek;
        if (next?.Kind is not (JournalKind.CallCompleted or JournalKind.TimerCompleted or JournalKind.EventReceived))
        {
            return null;
        }

        _at++;
        return next;
    }

    private static string Describe(JournalKind kind, string? name) => name is null ? kind.ToString() : $"{kind} {name}";
}
