using ClinSeek.Durable.Protocol;

namespace ClinSeek.Durable.Engine;

/// <summary>Events on their way to an instance's next turn.</summary>
/// <param name="Events">One event; several in the opening of an execution.</param>
/// <param name="MessageId">The row that the turn takes with it; null for an outcome, which the turn records for the first time.</param>
/// <param name="ExecutionId">The execution an outcome belongs to: outcomes for an earlier one are dropped. Null for messages to the instance.</param>
internal readonly record struct InboxMessage(IReadOnlyList<HistoryEvent> Events, long? MessageId, string? ExecutionId = null)
{
    public bool IsForeign { get; private init; }

    public static InboxMessage Stored(long messageId, HistoryEvent message) => new([message], messageId);

    public static InboxMessage Opening(IReadOnlyList<HistoryEvent> events) => new(events, 0);

    /// <summary>
    /// The outcome of an activity or timer. It is held in memory only until a turn commits it together with what follows
    /// from it; after a crash before that, its row among the open work makes it happen again.
    /// </summary>
    /// <summary>The code of the execution tried to go on outside its turns. Not stored: a restart runs the code again.</summary>
    public static InboxMessage Foreign(string executionId) => new([], null, executionId) { IsForeign = true };

    public static InboxMessage Outcome(string executionId, HistoryEvent outcome) => new([outcome], null, executionId);
}
