using ClinSeek.Durable.Protocol;

namespace ClinSeek.Durable.Engine;

/// <summary>What one turn of an instance receives.</summary>
internal sealed class TurnBatch
{
    public List<HistoryEvent> Events { get; } = [];

    /// <summary>Rows of messages that the turn's commit removes.</summary>
    public List<long> MessageIds { get; } = [];

    /// <summary>The first request to terminate, if any.</summary>
    public ExecutionTerminatedEvent? Termination { get; private set; }

    /// <summary>The last word on suspension: true suspended, false resumed, null nothing said.</summary>
    public bool? Suspension { get; private set; }

    /// <summary>True where the code of the execution tried to go on outside its turns.</summary>
    public bool IsForeign { get; private set; }

    public bool IsEmpty => Events.Count == 0 && !IsForeign;

    public void Add(InboxMessage message)
    {
        IsForeign |= message.IsForeign;
        if (message.MessageId is { } id)
            MessageIds.Add(id);
        foreach (var item in message.Events)
        {
            Events.Add(item);
            switch (item.EventTypeCase)
            {
                case HistoryEvent.EventTypeOneofCase.ExecutionTerminated:
                    Termination ??= item.ExecutionTerminated;
                    break;
                case HistoryEvent.EventTypeOneofCase.ExecutionSuspended:
                    Suspension = true;
                    break;
                case HistoryEvent.EventTypeOneofCase.ExecutionResumed:
                    Suspension = false;
                    break;
            }
        }
    }
}
