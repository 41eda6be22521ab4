using System.Collections.Concurrent;
using ClinSeek.Evidence.Cases;

namespace ClinSeek.Functions.Cases;

/// <summary>Tells those who watch a case in this process that its ledger grew, or that it waits for a person. Only a speed-up: a watcher looks by itself too, because other processes write.</summary>
public sealed class CaseSignals
{
    private readonly ConcurrentDictionary<CaseId, TaskCompletionSource> _watched = new();

    /// <summary>Ends when a case has something to show that came after this call.</summary>
    public Task NextAsync(CaseId id) => _watched.GetOrAdd(id, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Wakes the watchers of a case.</summary>
    public void Grew(CaseId id)
    {
        if (_watched.TryRemove(id, out TaskCompletionSource? waiting))
        {
            waiting.TrySetResult();
        }
    }
}
