using System.Runtime.CompilerServices;
using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Cases;

namespace ClinSeek.Functions.Tests.Triggers;

/// <summary>Cases of which each look tells the next of some stories, and then nothing more.</summary>
internal sealed class SilentCases(params IReadOnlyList<CaseProgress>[] looks) : ICaseService
{
    private int _looks;

    public async IAsyncEnumerable<CaseProgress> WatchAsync(CaseId id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (_looks >= looks.Length)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        foreach (CaseProgress step in looks[_looks++])
        {
            yield return step;
        }
    }

    public Task<CaseAccepted> StartAsync(CaseRequest request, CaseId? id, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> TerminateAsync(CaseId id, string requestId, string reason, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<CaseSummary>> ResumeAllAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<CaseView?> GetAsync(CaseId id, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<CaseSummary>> ListAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<string>?> ReadLedgerAsync(CaseId id, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<CheckReport?> VerifyAsync(CaseId id, bool withKey, string? expectHead, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<CheckReport?> ReplayAsync(CaseId id, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<CheckReport?> RederiveAsync(CaseId id, CancellationToken cancellationToken) => throw new NotSupportedException();
}
