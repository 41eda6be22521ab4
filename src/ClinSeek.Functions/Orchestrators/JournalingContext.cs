using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ClinSeek.Durable;
using ClinSeek.Evidence;
using ClinSeek.Evidence.Journal;

namespace ClinSeek.Functions.Orchestrators;

/// <summary>
/// A thin, deterministic decorator that writes down everything an orchestrator does and consumes: its input, calls with the
/// digest of their inputs, their results, timers, events, time and ids. Replay needs these records and nothing else; they
/// are the same on every host.
/// </summary>
internal sealed class JournalingContext : TaskOrchestrationContext
{
    private readonly TaskOrchestrationContext _inner;
    private readonly JournalRecorder _recorder;
    private readonly List<JournalRecord> _pending;

    public JournalingContext(TaskOrchestrationContext inner, CaseRun input)
    {
        _inner = inner;
        _recorder = new JournalRecorder(input.NextRecord);
        _pending = [.. input.Carried ?? []];
        if (input.State is null)
        {
            _recorder.Started(inner.Name, Write(input));
        }
    }

    /// <summary>The records that no step has taken into the ledger yet.</summary>
    public IReadOnlyList<JournalRecord> Pending
    {
        get
        {
            _pending.AddRange(_recorder.Take().Records);
            return [.. _pending];
        }
    }

    /// <inheritdoc />
    public override TaskName Name => _inner.Name;

    /// <inheritdoc />
    public override string InstanceId => _inner.InstanceId;

    /// <inheritdoc />
    public override ParentOrchestrationInstance? Parent => _inner.Parent;

    /// <inheritdoc />
    public override bool IsReplaying => _inner.IsReplaying;

    /// <inheritdoc />
    public override string Version => _inner.Version;

    /// <inheritdoc />
    public override DateTime CurrentUtcDateTime
    {
        get
        {
            DateTime now = _inner.CurrentUtcDateTime;
            _recorder.TimeRead(new DateTimeOffset(now, TimeSpan.Zero));
            return now;
        }
    }

    /// <summary>The text of a value as the engine and the journal write it.</summary>
    public static string? Write(object? value) => value is null ? null : JsonSerializer.Serialize(value, value.GetType(), EvidenceJson.Options);

    /// <summary>The text of a call's input as the journal keeps it: a journal inside is named by its digest, or it would hold itself.</summary>
    public static string? WriteInput(object? input) => Write(input is IJournalBearer bearer ? bearer.WithoutJournal() : input);

    /// <summary>SHA-256 over the text of a journal, in lower-case hexadecimal. Needs no key: nothing clinical passes through an orchestrator.</summary>
    public static string Digest(IReadOnlyList<JournalRecord> journal) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Write(journal)!)));

    /// <summary>Forgets the oldest pending records: a step has taken them.</summary>
    public void Drop(int count) => _pending.RemoveRange(0, count);

    /// <summary>Continues as new with what is pending, so that the journal has no gap.</summary>
    public void ContinueAsNew(CaseRun next)
    {
        _recorder.ContinuedAsNew(Write(next with { Carried = null, NextRecord = 0 }));
        _inner.ContinueAsNew(next with { Carried = Pending, NextRecord = _recorder.Next });
    }

    /// <summary>Calls activities at once and waits for all. Results come back, and stand in the journal, in the order of the calls.</summary>
    public async Task<IReadOnlyList<TResult>> CallAllAsync<TResult>(IReadOnlyList<(string Activity, object Input)> calls, TaskOptions? options)
    {
        var open = new List<(long Record, Task<TResult> Call)>(calls.Count);
        foreach (var (activity, input) in calls)
        {
            open.Add((_recorder.CallScheduled(activity, WriteInput(input)), _inner.CallActivityAsync<TResult>(activity, input, options)));
        }

        // Which of them ended first is nothing that the orchestrator gets to see.
        await Task.WhenAll(open.Select(static call => EndOf(call.Call)));
        var results = new List<TResult>(open.Count);
        TaskFailedException? failure = null;
        foreach (var (record, call) in open)
        {
            try
            {
                results.Add(await EndedAsync(record, call));
            }
            catch (TaskFailedException failed)
            {
                failure ??= failed;
            }
        }

        return failure is null ? results : throw failure;
    }

    /// <summary>
    /// Waits until an event wakes the orchestrator or a time has come; true where it was the event. What the event carries is
    /// not looked at and not kept: whoever raised it may have put anything there.
    /// </summary>
    public async Task<bool> WaitForEventAsync(string eventName, DateTime until)
    {
        using var timer = new CancellationTokenSource();
        using var wait = new CancellationTokenSource();
        long due = _recorder.TimerCreated(new DateTimeOffset(until, TimeSpan.Zero));
        Task expiring = _inner.CreateTimer(until, timer.Token);
        long awaited = _recorder.EventAwaited(eventName);
        Task<JsonElement?> raised = _inner.WaitForExternalEvent<JsonElement?>(eventName, wait.Token);
        if (await Task.WhenAny(raised, expiring) == raised)
        {
            timer.Cancel();
            _recorder.EventReceived(awaited, eventName, payloadJson: null);
            return true;
        }

        wait.Cancel();
        _recorder.TimerCompleted(due, fired: true);
        return false;
    }

    /// <inheritdoc />
    public override T? GetInput<T>()
        where T : default => _inner.GetInput<T>();

    /// <inheritdoc />
    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null) =>
        EndedAsync(_recorder.CallScheduled(name, WriteInput(input)), _inner.CallActivityAsync<TResult>(name, input, options));

    /// <inheritdoc />
    public override Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null) =>
        throw new NotSupportedException("A case has no sub-orchestrations; the journal has no record for them.");

    /// <inheritdoc />
    public override async Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        long record = _recorder.TimerCreated(new DateTimeOffset(fireAt, TimeSpan.Zero));
        try
        {
            await _inner.CreateTimer(fireAt, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _recorder.TimerCompleted(record, fired: false);
            throw;
        }

        _recorder.TimerCompleted(record, fired: true);
    }

    /// <inheritdoc />
    public override async Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        long record = _recorder.EventAwaited(eventName);
        T payload = await _inner.WaitForExternalEvent<T>(eventName, cancellationToken);
        _recorder.EventReceived(record, eventName, Write(payload));
        return payload;
    }

    /// <inheritdoc />
    public override void SendEvent(string instanceId, string eventName, object? payload) => _inner.SendEvent(instanceId, eventName, payload);

    /// <inheritdoc />
    public override void SetCustomStatus(object? customStatus) => _inner.SetCustomStatus(customStatus);

    /// <inheritdoc />
    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) => ContinueAsNew((CaseRun)newInput!);

    /// <inheritdoc />
    public override void ContinueAsNew(ContinueAsNewOptions options, object? newInput = null) => ContinueAsNew((CaseRun)newInput!);

    /// <inheritdoc />
    public override Guid NewGuid()
    {
        Guid id = _inner.NewGuid();
        _recorder.GuidRead(id);
        return id;
    }

    private async Task<TResult> EndedAsync<TResult>(long record, Task<TResult> call)
    {
        try
        {
            TResult result = await call;
            _recorder.CallCompleted(record, Write(result));
            return result;
        }
        catch (TaskFailedException failure)
        {
            _recorder.CallFailed(record, Failure(failure.FailureDetails));
            throw;
        }
    }

    private static async Task EndOf(Task call)
    {
        try
        {
            await call;
        }
        catch (TaskFailedException)
        {
            // Looked at once all have ended, in the order of the calls.
        }
    }

    private static JournalFailure Failure(TaskFailureDetails details) => new(
        details.ErrorType, details.ErrorMessage, details.IsNonRetriable, details.InnerFailure is { } inner ? Failure(inner) : null);
}
