using System.Text.Json;

namespace ClinSeek.Durable.Orchestration.Turns;

/// <summary>Entity calls and signals as events named <c>op</c> to the entity's instance; answers are events named by the request id.</summary>
internal sealed class EntityFeature(ReplayContext context, ExecutionState state) : TaskOrchestrationEntityFeature
{
    private readonly Dictionary<string, DateTime> lastSent = new(StringComparer.Ordinal);

    public override async Task<TResult> CallEntityAsync<TResult>(EntityInstanceId id, string operationName, object? input = null)
    {
        var requestId = Send(id, operationName, input, isSignal: false, null);
        var payload = await context.WaitForExternalEvent<JsonElement?>(requestId);
        var answer = payload?.Deserialize<EntityAnswer>(EntityAnswer.Reading);
        if (answer?.Failure is { } failure)
            throw new EntityOperationFailedException(id, operationName, failure);
        return JsonText.Read<TResult>(answer?.Result, state.Options.SerializerOptions);
    }

    public override Task SignalEntityAsync(EntityInstanceId id, string operationName, object? input = null, DateTimeOffset? signalTime = null)
    {
        Send(id, operationName, input, isSignal: true, signalTime);
        return Task.CompletedTask;
    }

    private string Send(EntityInstanceId id, string operationName, object? input, bool isSignal, DateTimeOffset? signalTime)
    {
        ArgumentException.ThrowIfNullOrEmpty(operationName);
        var target = id.ToString();
        var requestId = context.NewGuid().ToString("D");
        var (timestamp, predecessor) = Order(target);
        var data = EntityMessage.Write(
            operationName,
            isSignal,
            context.Write(input),
            requestId,
            state.InstanceId,
            state.Started?.OrchestrationInstance?.ExecutionId,
            signalTime?.UtcDateTime,
            timestamp,
            predecessor,
            context.CurrentUtcDateTime);
        var eventName = signalTime is { } scheduled ? EntityMessage.ScheduledName(scheduled.UtcDateTime) : EntityMessage.EventName;
        context.SendRawEvent(target, eventName, data);
        return requestId;
    }

    /// <summary>Labels that let the entity put reordered messages of one sender back in order; none without a reorder window.</summary>
    private (DateTime Timestamp, DateTime Predecessor) Order(string target)
    {
        if (state.EntityReorderWindow <= TimeSpan.Zero)
            return (DateTime.MinValue, DateTime.MinValue);
        var timestamp = context.CurrentUtcDateTime;
        if (lastSent.TryGetValue(target, out var predecessor) && timestamp <= predecessor)
            timestamp = predecessor.AddTicks(1);
        lastSent[target] = timestamp;
        return (timestamp, predecessor);
    }
}
