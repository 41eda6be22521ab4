using ClinSeek.Functions.Cases;

namespace ClinSeek.Functions.Hosting;

/// <summary>Cases for the length of one command, with whatever has to be let go afterwards.</summary>
/// <param name="cases">The cases.</param>
/// <param name="handover">The host that writing verbs are handed over to, or null when this process does them.</param>
/// <param name="release">Lets everything go: engine, lock, connections.</param>
internal sealed class CaseSession(ICaseService cases, Uri? handover, Func<ValueTask> release) : IAsyncDisposable
{
    public ICaseService Cases { get; } = cases;

    public Uri? Handover { get; } = handover;

    public ValueTask DisposeAsync() => release();
}
