using System.Collections.Concurrent;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Ledger;
using ClinSeek.Functions.People;
using ClinSeek.Functions.Storage;
using Microsoft.Extensions.Logging;

namespace ClinSeek.Functions.Cases;

/// <summary>
/// Looks after every case that has not ended: resumes those whose instance the host failed or lost, and seals those that
/// ended without it, and tells the engine what people did where that was cut. Idempotent, and safe beside another sweep, in this process or another.
/// </summary>
public sealed partial class CaseSweep(
    IEvidenceStore store, ILedgerStore ledger, LedgerReading reading, CaseResumption resumption, CaseWaker waker, ILogger<CaseSweep> log)
{
    // An ended case never changes again, so it is looked at once in the life of a process.
    private readonly ConcurrentDictionary<CaseId, bool> _ended = new();

    /// <summary>Sweeps once, with the client at hand (<see cref="CaseClient"/>).</summary>
    public async Task<SweepReport> RunAsync(CancellationToken cancellationToken)
    {
        var (unfinished, resumed, ended, faults) = (0, 0, 0, 0);
        await foreach (CaseId id in store.CasesAsync(cancellationToken))
        {
            if (_ended.ContainsKey(id))
            {
                continue;
            }

            try
            {
                if (await reading.EndOfAsync(id, cancellationToken) is not null)
                {
                    _ended[id] = true;
                    continue;
                }

                unfinished++;
                int before = await ResumptionsAsync(id, cancellationToken);
                await resumption.TakeUpAsync(id, patient: true, cancellationToken);
                await waker.ReconcileAsync(id, cancellationToken);
                resumed += await ResumptionsAsync(id, cancellationToken) - before;
                ended += await reading.EndOfAsync(id, cancellationToken) is null ? 0 : 1;
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // One case that cannot be looked after must not keep the others from it.
                faults++;
                LogFault(id.Value, fault.GetType().Name);
            }
        }

        return new SweepReport(unfinished, resumed, ended, faults);
    }

    private async ValueTask<int> ResumptionsAsync(CaseId id, CancellationToken cancellationToken) =>
        (await ledger.ReadAsync(id, cancellationToken)).Entries.Count(static recorded => recorded.Entry.Body.Kind == LedgerKinds.CaseResumed);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Case {CaseId} could not be looked after ({Fault}); the next sweep tries again.")]
    private partial void LogFault(string caseId, string fault);
}
