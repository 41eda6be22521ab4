using ClinSeek.Evidence.Cases;

namespace ClinSeek.Functions.Cases;

/// <summary>
/// Everything that the command line and the HTTP API can do with cases. The reading verbs work on a store opened read-only
/// beside a running host; <see cref="StartAsync"/>, <see cref="TerminateAsync"/> and <see cref="ResumeAllAsync"/> need the host.
/// </summary>
public interface ICaseService
{
    /// <summary>Accepts a case: stores the request, then schedules it. Idempotent by <paramref name="id"/>: a repeat gives the same id and starts nothing.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="id">The id to use, or null for a new one.</param>
    /// <param name="cancellationToken">Stops waiting; an accepted case goes on.</param>
    /// <returns>The case's id, and whether this call started it.</returns>
    Task<CaseAccepted> StartAsync(CaseRequest request, CaseId? id, CancellationToken cancellationToken);

    /// <summary>The case, or null where there is none under the id.</summary>
    Task<CaseView?> GetAsync(CaseId id, CancellationToken cancellationToken);

    /// <summary>Every case, newest first.</summary>
    Task<IReadOnlyList<CaseSummary>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Every recorded step from the first one on, as they come, until the case ends or waits for a person.</summary>
    IAsyncEnumerable<CaseProgress> WatchAsync(CaseId id, CancellationToken cancellationToken);

    /// <summary>The ledger's lines as stored, canonical JSON each, or null where there is no such case.</summary>
    Task<IReadOnlyList<string>?> ReadLedgerAsync(CaseId id, CancellationToken cancellationToken);

    /// <summary>Ends a case: recorded in its ledger first, then told to the engine. False where there is no such running case.</summary>
    Task<bool> TerminateAsync(CaseId id, string requestId, string reason, CancellationToken cancellationToken);

    /// <summary>Takes up every unfinished case and waits until none is left.</summary>
    Task<IReadOnlyList<CaseSummary>> ResumeAllAsync(CancellationToken cancellationToken);

    /// <summary>Verifies chain, signatures and ciphertexts; with <paramref name="withKey"/> also the commitments. Null where there is no such case.</summary>
    Task<CheckReport?> VerifyAsync(CaseId id, bool withKey, string? expectHead, CancellationToken cancellationToken);

    /// <summary>Drives the orchestrator from the journal: every call and its digest must match. Null where there is no such case.</summary>
    Task<CheckReport?> ReplayAsync(CaseId id, CancellationToken cancellationToken);

    /// <summary>Derives a case's database and results again from the stored pages and compares them with the recorded ones; null where there is no such case.</summary>
    Task<CheckReport?> RederiveAsync(CaseId id, CancellationToken cancellationToken);
}
