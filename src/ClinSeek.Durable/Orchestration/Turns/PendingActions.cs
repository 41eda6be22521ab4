using ClinSeek.Durable.Protocol;
using Google.Protobuf.Collections;

namespace ClinSeek.Durable.Orchestration.Turns;

/// <summary>
/// Actions that history has not confirmed yet, in order of their ids. Confirmation comes nearly always for the oldest one
/// and costs no search then.
/// </summary>
internal sealed class PendingActions
{
    private readonly List<OrchestratorAction?> actions = [];
    private int head;
    private int firstId;

    /// <summary>Adds the next action. Every id belongs to an action, so ids have no gaps.</summary>
    internal void Add(OrchestratorAction action)
    {
        if (actions.Count == 0)
            firstId = action.Id;
        actions.Add(action);
    }

    /// <summary>Takes an action out; null where none with this id is pending.</summary>
    internal OrchestratorAction? Take(int id)
    {
        var index = id - firstId;
        if (index < head || index >= actions.Count)
            return null;
        var action = actions[index];
        actions[index] = null;
        while (head < actions.Count && actions[head] is null)
            head++;
        if (head == actions.Count)
        {
            actions.Clear();
            head = 0;
        }

        return action;
    }

    internal void CopyTo(RepeatedField<OrchestratorAction> target)
    {
        for (var index = head; index < actions.Count; index++)
            if (actions[index] is { } action)
                target.Add(action);
    }
}
