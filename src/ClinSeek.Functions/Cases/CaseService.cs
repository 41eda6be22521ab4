using System.Security.Cryptography;
using System.Text;
using ClinSeek.Durable.Client;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Ledger;
using ClinSeek.Functions.Orchestrators;
using ClinSeek.Functions.Storage;

namespace ClinSeek.Functions.Cases;

/// <summary>The verbs on cases, each a short sequence over the parts that do the work.</summary>
internal sealed class CaseService(CaseParts parts, CaseClient client, TimeProvider time) : ICaseService
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc />
    public async Task<CaseAccepted> StartAsync(CaseRequest request, CaseId? id, CancellationToken cancellationToken)
    {
        DurableTaskClient engine = client.Required;
        CaseId caseId = id ?? NewId();
        AcceptedCase? known = await parts.Record.FindAcceptedAsync(caseId, cancellationToken);
        AcceptedCase accepted = known ?? (await parts.Record.PutAsync(
            caseId, 0, DocumentNames.Accepted, new AcceptedCase(1, parts.Rules.Accept(request), time.GetUtcNow()), cancellationToken)).Value;
        await parts.Scribe.OpenedAsync(caseId, accepted.AcceptedAt, cancellationToken);
        bool isUnscheduled = (await parts.Ledger.ReadAsync(caseId, cancellationToken)).Head is { Sealed: false, Epoch: 0 }
            && await engine.GetInstanceAsync(CaseInstances.NameOf(caseId, 0), getInputsAndOutputs: false, cancellationToken) is null
            && (await parts.Ledger.ReadAsync(caseId, cancellationToken)).Head.LastStep < 0;
        if (isUnscheduled)
        {
            await parts.Resumption.ScheduleAsync(caseId, new CaseRun(caseId.Value, CaseRun.CurrentFormat), cancellationToken);
        }

        return new CaseAccepted(caseId, Started: known is null);
    }

    /// <inheritdoc />
    public async Task<CaseView?> GetAsync(CaseId id, CancellationToken cancellationToken) => await parts.Views.GetAsync(id, cancellationToken);

    /// <inheritdoc />
    public async Task<IReadOnlyList<CaseSummary>> ListAsync(CancellationToken cancellationToken)
    {
        var summaries = new List<CaseSummary>();
        await foreach (CaseId id in parts.Store.CasesAsync(cancellationToken))
        {
            if (await parts.Views.SummariseAsync(id, cancellationToken) is { } summary)
            {
                summaries.Add(summary);
            }
        }

        return [.. summaries.OrderByDescending(static summary => summary.CreatedAt).ThenBy(static summary => summary.CaseId, StringComparer.Ordinal)];
    }

    /// <inheritdoc />
    public IAsyncEnumerable<CaseProgress> WatchAsync(CaseId id, CancellationToken cancellationToken) => parts.Watcher.WatchAsync(id, cancellationToken);

    /// <inheritdoc />
    public async Task<IReadOnlyList<string>?> ReadLedgerAsync(CaseId id, CancellationToken cancellationToken) =>
        await parts.Ledger.ReadBytesAsync(id, cancellationToken) is { } bytes
            ? [.. LedgerChain.Lines(bytes.Ledger).Select(static line => Encoding.UTF8.GetString(line.Span))]
            : null;

    /// <inheritdoc />
    public async Task<bool> TerminateAsync(CaseId id, string requestId, string reason, CancellationToken cancellationToken)
    {
        _ = client.Required;
        LedgerHead head = (await parts.Ledger.ReadAsync(id, cancellationToken)).Head;
        if (head.Count == 0 || head.Sealed)
        {
            return false;
        }

        // The entry's higher epoch keeps out whatever the ended run is still doing.
        await parts.Scribe.OperatorAsync(id, LedgerKinds.OperatorCancel, requestId, head.Epoch + 1, reason, cancellationToken);
        await parts.Instances.EndAsync(id, "ended by an operator", cancellationToken);
        await parts.Scribe.SealAsync(id, head.Epoch + 1, LedgerFacts.Host, CaseStatus.Terminated, [], cancellationToken);
        return await parts.Reading.EndOfAsync(id, cancellationToken) == CaseStatus.Terminated;
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<CaseSummary>> ResumeAllAsync(CancellationToken cancellationToken)
    {
        // Without a view of the engine every running case would look as if it had been lost.
        _ = client.Required;
        CaseId[] unfinished = await parts.Store.CasesAsync(cancellationToken)
            .Where(async (id, stop) => await parts.Reading.EndOfAsync(id, stop) is null)
            .OrderBy(static id => id.Value, StringComparer.Ordinal)
            .ToArrayAsync(cancellationToken);
        foreach (CaseId id in unfinished)
        {
            await parts.Resumption.TakeUpAsync(id, patient: false, cancellationToken);
        }

        var summaries = new List<CaseSummary>();
        foreach (CaseId id in unfinished)
        {
            while (await parts.Resumption.TakeUpAsync(id, patient: false, cancellationToken) is { } instance
                && await SettleAsync(id, instance, cancellationToken))
            {
            }

            if (await parts.Views.SummariseAsync(id, cancellationToken) is { } summary)
            {
                summaries.Add(summary);
            }
        }

        return summaries;
    }

    /// <inheritdoc />
    public async Task<CheckReport?> VerifyAsync(CaseId id, bool withKey, string? expectHead, CancellationToken cancellationToken) =>
        await parts.Verifier.VerifyAsync(id, withKey, expectHead, cancellationToken);

    /// <inheritdoc />
    public async Task<CheckReport?> ReplayAsync(CaseId id, CancellationToken cancellationToken) =>
        await parts.Replayer.ReplayAsync(id, cancellationToken);

    /// <inheritdoc />
    public async Task<CheckReport?> RederiveAsync(CaseId id, CancellationToken cancellationToken) =>
        await parts.Rederiver.RederiveAsync(id, cancellationToken);

    /// <summary>Waits until an instance has ended; false where it waits for a person instead.</summary>
    private async Task<bool> SettleAsync(CaseId id, string instance, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task ended = client.Required.WaitForInstanceCompletionAsync(instance, getInputsAndOutputs: false, stop.Token);
        while (await Task.WhenAny(ended, Task.Delay(LookAgainAfter, time, stop.Token)) != ended)
        {
            if (await parts.Views.StatusAsync(id, cancellationToken) == CaseStatus.Waiting)
            {
                await stop.CancelAsync();
                return false;
            }
        }

        await ended;
        return true;
    }

    private static CaseId NewId() => CaseId.Parse("c-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6)));
}
