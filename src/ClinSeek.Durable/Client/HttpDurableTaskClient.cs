using System.Globalization;
using System.Net;
using System.Text.Json;
using ClinSeek.Durable.Protocol;

namespace ClinSeek.Durable.Client;

/// <summary>
/// The client of a task hub over the Durable HTTP management API, as the Durable Functions extension and the local host
/// serve it. Thread safe.
/// </summary>
/// <remarks>
/// The API tells less than an embedded engine: times are whole seconds, a failure is the text of the output, there is no
/// execution id, and instances come in whatever order the storage has them. It cannot delay a start, tag an instance or
/// terminate recursively; that is refused with <see cref="NotSupportedException"/>.
/// </remarks>
/// <param name="http">Sends the calls; its time-out should exceed the host's. Not disposed here.</param>
/// <param name="binding">The API's address and key.</param>
/// <param name="options">How texts are written and waits are made; null for the defaults.</param>
public sealed class HttpDurableTaskClient(HttpClient http, DurableClientBinding binding, HttpDurableTaskClientOptions? options = null) : DurableTaskClient
{
    private const string Instances = "instances";
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(5);

    private static readonly OrchestrationRuntimeStatus[] Finished =
    [
        OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed,
        OrchestrationRuntimeStatus.Terminated, OrchestrationRuntimeStatus.Canceled,
    ];

    private readonly HttpDurableTaskClientOptions options = options ?? new HttpDurableTaskClientOptions();
    private readonly ManagementCalls calls = new(http, options ?? new HttpDurableTaskClientOptions());

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">The options ask for a later start or for tags.</exception>
    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(orchestratorName.Name, nameof(orchestratorName));
        options ??= new StartOrchestrationOptions();
        if (options.StartAt is not null || options.Tags.Count > 0)
            throw new NotSupportedException("The management API starts at once and without tags. Use a timer in the orchestrator, and its input.");
        var instanceId = options.InstanceId ?? Guid.NewGuid().ToString("N");
        CheckId(instanceId);

        // The extension replaces any finished instance unasked. What happens between this look and the start it decides alone.
        if (options.InstanceId is not null && await FindAsync(instanceId, false, cancellationToken) is { } existing
            && !(existing.IsCompleted && options.ReusableStatuses.Contains(existing.RuntimeStatus)))
        {
            throw new OrchestrationAlreadyExistsException(instanceId, existing.RuntimeStatus);
        }

        var address = binding.Address(["orchestrators", orchestratorName.Name, instanceId], ("version", options.Version));
        using var answer = await calls.PostAsync(address, Write(input), cancellationToken);
        return answer.StatusCode switch
        {
            HttpStatusCode.Accepted => instanceId,
            HttpStatusCode.Conflict => throw new OrchestrationAlreadyExistsException(
                instanceId, (await FindAsync(instanceId, false, cancellationToken))?.RuntimeStatus ?? OrchestrationRuntimeStatus.Running),
            HttpStatusCode.BadRequest => throw new ArgumentException(await ManagementCalls.ExplainAsync(answer, cancellationToken)),
            _ => throw await ManagementCalls.UnexpectedAsync(answer, cancellationToken),
        };
    }

    public override Task<OrchestrationMetadata?> GetInstanceAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return FindAsync(instanceId, getInputsAndOutputs, cancellationToken);
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null)
    {
        var query = filter ?? new OrchestrationQuery();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(query.PageSize, nameof(filter));
        return new AsyncPageable<OrchestrationMetadata>((token, cancellationToken) => ReadPageAsync(query, token, cancellationToken), query.ContinuationToken);
    }

    /// <summary>
    /// The events of the present execution as far as the API tells them: a call stands where its outcome stands, turns are
    /// left out, and ids are counted in the order of the answer.
    /// </summary>
    /// <exception cref="OrchestrationNotFoundException">The hub does not have the instance.</exception>
    public override async Task<IReadOnlyList<HistoryEvent>> GetHistoryAsync(string instanceId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var address = binding.Address([Instances, instanceId], ("showHistory", "true"), ("showHistoryOutput", "true"), ("showInput", "true"));
        using var answer = await calls.GetAsync(address, null, cancellationToken);
        if (answer.StatusCode == HttpStatusCode.NotFound)
            throw new OrchestrationNotFoundException(instanceId);
        using var document = await ManagementCalls.ReadAsync(answer, cancellationToken);
        return CompactedHistory.Read(document.RootElement);
    }

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellationToken = default) =>
        WaitAsync(instanceId, static found => found.RuntimeStatus != OrchestrationRuntimeStatus.Pending, getInputsAndOutputs, cancellationToken);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellationToken = default) =>
        WaitAsync(instanceId, static found => found.IsCompleted, getInputsAndOutputs, cancellationToken);

    public override Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return CommandAsync(instanceId, ["raiseEvent", eventName], null, Write(eventPayload), cancellationToken);
    }

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellationToken = default) =>
        CommandAsync(instanceId, ["suspend"], reason, null, cancellationToken);

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellationToken = default) =>
        CommandAsync(instanceId, ["resume"], reason, null, cancellationToken);

    public override Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellationToken = default) => options is { Recursive: true }
        ? throw new NotSupportedException("The management API terminates one instance at a time; terminate the sub-orchestrations by their ids.")
        : CommandAsync(instanceId, ["terminate"], options?.Reason, null, cancellationToken);

    public override async Task<PurgeResult> PurgeInstanceAsync(string instanceId, CancellationToken cancellationToken = default)
    {
        // Older extensions purge a running instance too, so its status is looked at first.
        if (await GetInstanceAsync(instanceId, false, cancellationToken) is not { IsCompleted: true })
            return new PurgeResult(0);
        return await PurgeAsync(binding.Address([Instances, instanceId]), cancellationToken);
    }

    public override async Task<PurgeResult> PurgeAllInstancesAsync(PurgeInstancesFilter filter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var statuses = filter.Statuses is { Count: > 0 } asked ? Finished.Intersect(asked).ToArray() : Finished;
        if (statuses.Length == 0)
            return new PurgeResult(0);

        // The API demands a lower bound; nothing durable is older than this one.
        var from = filter.CreatedFrom ?? new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var address = binding.Address([Instances],
            ("createdTimeFrom", Text(from)), ("createdTimeTo", Text(filter.CreatedTo)), ("runtimeStatus", string.Join(',', statuses)));
        return await PurgeAsync(address, cancellationToken);
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<OrchestrationMetadata?> FindAsync(string instanceId, bool withTexts, CancellationToken cancellationToken) =>
        (await LookAsync(instanceId, withTexts, cancellationToken)).Found;

    private async Task<(OrchestrationMetadata? Found, TimeSpan? RetryAfter)> LookAsync(string instanceId, bool withTexts, CancellationToken cancellationToken)
    {
        using var answer = await calls.GetAsync(binding.Address([Instances, instanceId], ("showInput", Text(withTexts))), null, cancellationToken);
        if (answer.StatusCode == HttpStatusCode.NotFound)
            return (null, null);
        using var document = await ManagementCalls.ReadAsync(answer, cancellationToken);
        return (InstanceAnswer.Read(document.RootElement, withTexts, options.SerializerOptions), calls.RetryAfter(answer));
    }

    private async Task<OrchestrationMetadata> WaitAsync(
        string instanceId, Func<OrchestrationMetadata, bool> reached, bool withTexts, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        while (true)
        {
            var (found, retryAfter) = await LookAsync(instanceId, withTexts, cancellationToken);
            if (found is null)
                throw new OrchestrationNotFoundException(instanceId);
            if (reached(found))
                return found;
            await Task.Delay(options.PollingInterval ?? retryAfter ?? LookAgainAfter, options.TimeProvider, cancellationToken);
        }
    }

    private async Task<Page<OrchestrationMetadata>> ReadPageAsync(OrchestrationQuery query, string? token, CancellationToken cancellationToken)
    {
        var address = binding.Address([Instances],
            ("instanceIdPrefix", query.InstanceIdPrefix),
            ("createdTimeFrom", Text(query.CreatedFrom)),
            ("createdTimeTo", Text(query.CreatedTo)),
            ("runtimeStatus", query.Statuses is { Count: > 0 } statuses ? string.Join(',', statuses) : null),
            ("showInput", Text(query.FetchInputsAndOutputs)),
            ("top", query.PageSize.ToString(CultureInfo.InvariantCulture)));
        using var answer = await calls.GetAsync(address, token, cancellationToken);
        if (answer.StatusCode == HttpStatusCode.BadRequest)
            throw new ArgumentException(await ManagementCalls.ExplainAsync(answer, cancellationToken), nameof(query));
        using var document = await ManagementCalls.ReadAsync(answer, cancellationToken);
        var values = document.RootElement.EnumerateArray()
            .Select(item => InstanceAnswer.Read(item, query.FetchInputsAndOutputs, options.SerializerOptions)).ToArray();
        return new Page<OrchestrationMetadata>(values, ManagementCalls.Continuation(answer));
    }

    private async Task CommandAsync(string instanceId, string[] command, string? reason, string? body, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        using var answer = await calls.PostAsync(binding.Address([Instances, instanceId, .. command], ("reason", reason)), body, cancellationToken);
        switch (answer.StatusCode)
        {
            case HttpStatusCode.Accepted or HttpStatusCode.OK:
                return;
            case HttpStatusCode.NotFound:
                throw new OrchestrationNotFoundException(instanceId);
            case HttpStatusCode.Gone:
                var found = await FindAsync(instanceId, false, cancellationToken) ?? throw new OrchestrationNotFoundException(instanceId);
                throw new OrchestrationFinishedException(instanceId, found.RuntimeStatus);
            case HttpStatusCode.BadRequest:
                throw new ArgumentException(await ManagementCalls.ExplainAsync(answer, cancellationToken));
            default:
                throw await ManagementCalls.UnexpectedAsync(answer, cancellationToken);
        }
    }

    // Purged by somebody else meanwhile (404), or not finished after all (412): none of it was removed by this call.
    private async Task<PurgeResult> PurgeAsync(Uri address, CancellationToken cancellationToken)
    {
        using var answer = await calls.DeleteAsync(address, cancellationToken);
        if (answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.PreconditionFailed)
            return new PurgeResult(0);
        using var document = await ManagementCalls.ReadAsync(answer, cancellationToken);
        return new PurgeResult(document.RootElement.GetProperty("instancesDeleted").GetInt32());
    }

    private string? Write(object? value) => value is null ? null : JsonSerializer.Serialize(value, value.GetType(), options.SerializerOptions);

    private static void CheckId(string instanceId)
    {
        if (string.IsNullOrWhiteSpace(instanceId) || instanceId.StartsWith('@') || instanceId.Any(letter => letter is '/' or '\\' or '#' or '?' || char.IsControl(letter)))
            throw new ArgumentException($"'{instanceId}' cannot be an instance id: it must not be blank, begin with '@', or hold '/', '\\', '#', '?' or control characters.", nameof(instanceId));
    }

    private static string Text(bool value) => value ? "true" : "false";

    private static string? Text(DateTimeOffset? time) => time?.UtcDateTime.ToString("o", CultureInfo.InvariantCulture);
}
