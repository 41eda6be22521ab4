using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Models;
using ClinSeek.Functions.People;

namespace ClinSeek.Functions.Hosting;

/// <summary>Cases for the length of one command, with whatever has to be let go afterwards.</summary>
/// <param name="cases">The cases.</param>
/// <param name="people">What people do with them.</param>
/// <param name="live">What models are saying.</param>
/// <param name="handover">The host that writing verbs are handed over to, or null when this process does them.</param>
/// <param name="engine">The engine that runs in this process, or null when there is none.</param>
/// <param name="release">Lets everything go: engine, lock, connections.</param>
internal sealed class CaseSession(ICaseService cases, ICasePeople people, ILiveAnswers live, Uri? handover, CaseHost? engine, Func<ValueTask> release) : IAsyncDisposable
{
    public ICaseService Cases { get; } = cases;

    public ICasePeople People { get; } = people;

    public ILiveAnswers Live { get; } = live;

    public Uri? Handover { get; } = handover;

    /// <summary>Does work that waits for the engine; when the engine has to stop, ends with the engine's fault instead of waiting for ever.</summary>
    public async Task<T> WhileEngineRunsAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<T> working = work(stop.Token);
        if (engine is not null && await Task.WhenAny(working, engine.Completion) != working && engine.Completion.IsFaulted)
        {
            await stop.CancelAsync();
            await Task.WhenAny(working);
            await engine.Completion;
        }

        return await working;
    }

    public ValueTask DisposeAsync() => release();
}
