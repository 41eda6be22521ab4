using System.Net.Mime;
using ClinSeek.Durable.Client;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ClinSeek.Durable.ManagementApi;

/// <summary>One call to the management API.</summary>
internal sealed class ManagementCall(HttpContext http, DurableTaskClient client, ManagementApiOptions options)
{
    private static readonly OrchestrationRuntimeStatus[] Finished =
    [
        OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed,
        OrchestrationRuntimeStatus.Terminated, OrchestrationRuntimeStatus.Canceled,
    ];

    private readonly CancellationToken cancellation = http.RequestAborted;

    private HttpRequest Request => http.Request;

    public static IResult NoEntities() => ManagementAnswer.Json(StatusCodes.Status200OK, writer =>
    {
        writer.WriteStartArray();
        writer.WriteEndArray();
    });

    public static IResult CannotHostEntities() =>
        ManagementAnswer.Refuse(StatusCodes.Status501NotImplemented, "This hub does not host entities; orchestrators can call those of another hub.");

    public async Task<IResult> StartAsync(string name, string? instanceId)
    {
        var (timeout, interval) = (ManagementRequest.Seconds(Request, "timeout"), ManagementRequest.Seconds(Request, "pollingInterval"));
        if (timeout is not null && interval is not null && timeout < interval)
            throw new ArgumentException("The query parameter 'timeout' must not be less than 'pollingInterval'.");
        var input = await ManagementRequest.BodyAsync(Request, cancellation);
        var started = await client.ScheduleNewOrchestrationInstanceAsync(name, input, Options(instanceId, ManagementRequest.Text(Request, "version")), cancellation);
        return timeout is { } limit && interval is not null && await EndWithinAsync(started, limit) is { } end
            ? end.RuntimeStatus == OrchestrationRuntimeStatus.Completed
                ? ManagementAnswer.Output(end.SerializedOutput)
                : ManagementAnswer.Status(Request, end, null, options.RetryAfterStatus)
            : ManagementAnswer.CheckStatus(Request, started, options.RetryAfterStart);
    }

    public async Task<IResult> StatusAsync(string instanceId)
    {
        var found = await client.GetInstanceAsync(instanceId, getInputsAndOutputs: true, cancellation)
            ?? throw new OrchestrationNotFoundException(instanceId);
        var history = ManagementRequest.Flag(Request, "showHistory", otherwise: false)
            ? await client.GetHistoryAsync(instanceId, cancellation) : null;
        return ManagementAnswer.Status(Request, found, history, options.RetryAfterStatus);
    }

    public async Task<IResult> ListAsync()
    {
        var query = new OrchestrationQuery
        {
            InstanceIdPrefix = ManagementRequest.Text(Request, "instanceIdPrefix"),
            CreatedFrom = ManagementRequest.Time(Request, "createdTimeFrom"),
            CreatedTo = ManagementRequest.Time(Request, "createdTimeTo"),
            Statuses = ManagementRequest.Statuses(Request),
            PageSize = Math.Min(ManagementRequest.Number(Request, "top") ?? OrchestrationQuery.DefaultPageSize, 1000),
            ContinuationToken = Request.Headers[ManagementCalls.ContinuationHeader] is [{ Length: > 0 } token, ..] ? token : null,
            FetchInputsAndOutputs = true,
        };
        await foreach (var page in client.GetAllInstancesAsync(query).AsPages().WithCancellation(cancellation))
            return ManagementAnswer.List(Request, page);
        return NoEntities();
    }

    public async Task<IResult> RaiseEventAsync(string instanceId, string eventName)
    {
        if (!MediaTypeHeaderValue.TryParse(Request.ContentType, out var type) || !type.MediaType.Equals(MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException("Only application/json is accepted as the content type of an event.");
        await client.RaiseEventAsync(instanceId, eventName, await ManagementRequest.BodyAsync(Request, cancellation), cancellation);
        return Results.StatusCode(StatusCodes.Status202Accepted);
    }

    public async Task<IResult> TerminateAsync(string instanceId)
    {
        await client.TerminateInstanceAsync(instanceId, new TerminateInstanceOptions(Reason), cancellation);
        return Results.StatusCode(StatusCodes.Status202Accepted);
    }

    public async Task<IResult> SuspendAsync(string instanceId)
    {
        await client.SuspendInstanceAsync(instanceId, Reason, cancellation);
        return Results.StatusCode(StatusCodes.Status202Accepted);
    }

    public async Task<IResult> ResumeAsync(string instanceId)
    {
        await client.ResumeInstanceAsync(instanceId, Reason, cancellation);
        return Results.StatusCode(StatusCodes.Status202Accepted);
    }

    public async Task<IResult> RewindAsync(string instanceId)
    {
        var found = await client.GetInstanceAsync(instanceId, cancellationToken: cancellation) ?? throw new OrchestrationNotFoundException(instanceId);
        return found.RuntimeStatus == OrchestrationRuntimeStatus.Failed
            ? ManagementAnswer.Refuse(StatusCodes.Status501NotImplemented, "This hub cannot rewind an instance. Restart it instead.")
            : ManagementAnswer.Refuse(StatusCodes.Status412PreconditionFailed, $"Only a failed instance can be rewound; this one is {found.RuntimeStatus}.");
    }

    /// <summary>Runs an instance again from its input, under a new id unless the old one was asked for.</summary>
    public async Task<IResult> RestartAsync(string instanceId)
    {
        var found = await client.GetInstanceAsync(instanceId, getInputsAndOutputs: true, cancellation)
            ?? throw new ArgumentException($"There is no orchestration instance '{instanceId}' in this hub.");
        var isNew = ManagementRequest.Flag(Request, "restartWithNewInstanceId", otherwise: true);
        var restartedId = ManagementRequest.Text(Request, "newInstanceId") ?? (isNew ? null : instanceId);
        var start = Options(restartedId, ManagementRequest.Text(Request, "version") ?? found.Version) with { Tags = found.Tags };
        var input = found.SerializedInput is { } text ? new RawJson(text) : null;
        var restarted = await client.ScheduleNewOrchestrationInstanceAsync(found.Name, input, start, cancellation);
        return ManagementAnswer.CheckStatus(Request, restarted, options.RetryAfterStart);
    }

    public async Task<IResult> PurgeAsync(string instanceId)
    {
        var found = await client.GetInstanceAsync(instanceId, cancellationToken: cancellation) ?? throw new OrchestrationNotFoundException(instanceId);
        if (!found.IsCompleted)
            return ManagementAnswer.Refuse(StatusCodes.Status412PreconditionFailed, $"Only a finished instance can be purged; this one is {found.RuntimeStatus}.");
        var purged = await client.PurgeInstanceAsync(instanceId, cancellation);
        return purged.PurgedInstanceCount == 0 ? throw new OrchestrationNotFoundException(instanceId) : ManagementAnswer.Deleted(purged.PurgedInstanceCount);
    }

    public async Task<IResult> PurgeAllAsync()
    {
        var from = ManagementRequest.Time(Request, "createdTimeFrom")
            ?? throw new ArgumentException("The query parameter 'createdTimeFrom' is needed to purge several instances.");
        var filter = new PurgeInstancesFilter(from, ManagementRequest.Time(Request, "createdTimeTo"), ManagementRequest.Statuses(Request));
        var purged = await client.PurgeAllInstancesAsync(filter, cancellation);
        return purged.PurgedInstanceCount == 0
            ? ManagementAnswer.Refuse(StatusCodes.Status404NotFound, "No finished instance is within these bounds.")
            : ManagementAnswer.Deleted(purged.PurgedInstanceCount);
    }

    private string? Reason => ManagementRequest.Text(Request, "reason");

    // As the extension does by default: whatever has finished makes way for a new instance under its id.
    private static StartOrchestrationOptions Options(string? instanceId, string? version) =>
        new() { InstanceId = instanceId, Version = version, ReusableStatuses = Finished };

    private async Task<OrchestrationMetadata?> EndWithinAsync(string instanceId, TimeSpan limit)
    {
        using var timeout = new CancellationTokenSource(limit, options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            return await client.WaitForInstanceCompletionAsync(instanceId, getInputsAndOutputs: true, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }
}
