using System.Text.Json;

namespace ClinSeek.Evidence.Journal;

/// <summary>
/// Numbers and keeps what an orchestrator does and consumes until a step takes it. Deterministic and single-threaded like the
/// orchestrator that owns it; a replayed orchestrator records the same again. It has no key: the activity that records the
/// step adds the digests (<see cref="JournalSlice.WithDigests"/>).
/// </summary>
/// <param name="next">The ordinal of the first record: 0 for a new case, else what the input carried over.</param>
public sealed class JournalRecorder(long next)
{
    private readonly List<JournalRecord> _open = [];

    /// <summary>The ordinal of the next record; carry it over a continue-as-new.</summary>
    public long Next { get; private set; } = next;

    /// <summary>Records and returns the record's ordinal, which its completion names in <see cref="JournalRecord.Of"/>.</summary>
    public long Started(string orchestrator, string? inputJson) => Add(JournalKind.Started, orchestrator, result: inputJson);

    /// <inheritdoc cref="Started" />
    public long CallScheduled(string activity, string? inputJson) =>
        Add(JournalKind.CallScheduled, activity, input: inputJson);

    /// <inheritdoc cref="Started" />
    public long CallCompleted(long call, string? resultJson) => Add(JournalKind.CallCompleted, of: call, outcome: JournalOutcome.Completed, result: resultJson);

    /// <inheritdoc cref="Started" />
    public long CallFailed(long call, JournalFailure failure) => Add(JournalKind.CallCompleted, of: call, outcome: JournalOutcome.Failed, failure: failure);

    /// <inheritdoc cref="Started" />
    public long TimerCreated(DateTimeOffset due) => Add(JournalKind.TimerCreated, at: due);

    /// <inheritdoc cref="Started" />
    public long TimerCompleted(long timer, bool fired) =>
        Add(JournalKind.TimerCompleted, of: timer, outcome: fired ? JournalOutcome.Completed : JournalOutcome.Cancelled);

    /// <inheritdoc cref="Started" />
    public long EventAwaited(string name) => Add(JournalKind.EventAwaited, name);

    /// <inheritdoc cref="Started" />
    public long EventReceived(long awaited, string name, string? payloadJson) => Add(JournalKind.EventReceived, name, of: awaited, result: payloadJson);

    /// <inheritdoc cref="Started" />
    public long TimeRead(DateTimeOffset value) => Add(JournalKind.TimeRead, at: value);

    /// <inheritdoc cref="Started" />
    public long GuidRead(Guid value) => Add(JournalKind.GuidRead, result: JsonSerializer.Serialize(value));

    /// <inheritdoc cref="Started" />
    public long ContinuedAsNew(string? inputJson) => Add(JournalKind.ContinuedAsNew, result: inputJson);

    /// <summary>Everything since the last take, which the ledger entry carries.</summary>
    public JournalSlice Take()
    {
        var slice = new JournalSlice([.. _open]);
        _open.Clear();
        return slice;
    }

    private long Add(
        JournalKind kind, string? name = null, long? of = null, string? input = null, JournalOutcome? outcome = null,
        string? result = null, JournalFailure? failure = null, DateTimeOffset? at = null)
    {
        _open.Add(new JournalRecord
        {
            Ordinal = Next,
            Kind = kind,
            Name = name,
            Of = of,
            Input = input,
            Outcome = outcome,
            Result = result,
            Failure = failure,
            At = at,
        });
        return Next++;
    }
}
