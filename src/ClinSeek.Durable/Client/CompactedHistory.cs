using System.Globalization;
using System.Text.Json;
using ClinSeek.Durable.Protocol;
using Google.Protobuf.WellKnownTypes;

namespace ClinSeek.Durable.Client;

/// <summary>
/// Reads the events of a status payload. They are compacted: a call is part of its outcome, turns and ids are left out.
/// Calls are taken apart again here, under ids counted in the order of the answer.
/// </summary>
internal static class CompactedHistory
{
    public static List<HistoryEvent> Read(JsonElement answer)
    {
        var events = new List<HistoryEvent>();
        var id = 0;
        if (answer.TryGetProperty("historyEvents", out var items) && items.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in items.EnumerateArray())
            {
                var known = events.Count;
                Read(item, events, id);
                if (events.Count > known && events[known].EventId >= 0)
                    id++;
            }
        }
        return events;
    }

    private static void Read(JsonElement item, List<HistoryEvent> events, int id)
    {
        switch (Text(item, "EventType"))
        {
            case "ExecutionStarted":
                Add(events, item, new HistoryEvent { ExecutionStarted = new ExecutionStartedEvent { Name = Name(item), Input = Json(item, "Input") } });
                break;
            case "TaskScheduled":
                Add(events, item, Scheduled(item), id);
                break;
            case "TaskCompleted":
                Add(events, item, Scheduled(item), id, "ScheduledTime");
                Add(events, item, new HistoryEvent { TaskCompleted = new TaskCompletedEvent { TaskScheduledId = id, Result = Json(item, "Result") } });
                break;
            case "TaskFailed":
                Add(events, item, Scheduled(item), id, "ScheduledTime");
                Add(events, item, new HistoryEvent { TaskFailed = new TaskFailedEvent { TaskScheduledId = id, FailureDetails = Failure(item) } });
                break;
            case "SubOrchestrationInstanceCreated":
                Add(events, item, Created(item), id);
                break;
            case "SubOrchestrationInstanceCompleted":
                Add(events, item, Created(item), id, "ScheduledTime");
                Add(events, item, new HistoryEvent
                {
                    SubOrchestrationInstanceCompleted = new SubOrchestrationInstanceCompletedEvent { TaskScheduledId = id, Result = Json(item, "Result") },
                });
                break;
            case "SubOrchestrationInstanceFailed":
                Add(events, item, Created(item), id, "ScheduledTime");
                Add(events, item, new HistoryEvent
                {
                    SubOrchestrationInstanceFailed = new SubOrchestrationInstanceFailedEvent { TaskScheduledId = id, FailureDetails = Failure(item) },
                });
                break;
            case "TimerCreated":
                Add(events, item, new HistoryEvent { TimerCreated = new TimerCreatedEvent { FireAt = Time(item, "FireAt") } }, id);
                break;
            case "TimerFired":
                var fireAt = Time(item, "FireAt");
                var timer = events.LastOrDefault(known => known.TimerCreated is { } created && created.FireAt.Equals(fireAt))?.EventId ?? -1;
                Add(events, item, new HistoryEvent { TimerFired = new TimerFiredEvent { FireAt = fireAt, TimerId = timer } });
                break;
            case "EventRaised":
                Add(events, item, new HistoryEvent { EventRaised = new EventRaisedEvent { Name = Name(item), Input = Json(item, "Input") } });
                break;
            case "EventSent":
                Add(events, item, new HistoryEvent
                {
                    EventSent = new EventSentEvent { Name = Name(item), InstanceId = Text(item, "InstanceId") ?? "", Input = Json(item, "Input") },
                }, id);
                break;
            case "ExecutionSuspended":
                Add(events, item, new HistoryEvent { ExecutionSuspended = new ExecutionSuspendedEvent { Input = Reason(item) } });
                break;
            case "ExecutionResumed":
                Add(events, item, new HistoryEvent { ExecutionResumed = new ExecutionResumedEvent { Input = Reason(item) } });
                break;
            case "ExecutionTerminated":
                Add(events, item, new HistoryEvent { ExecutionTerminated = new ExecutionTerminatedEvent { Input = Reason(item) } });
                break;
            case "ExecutionCompleted":
                Add(events, item, Completed(item));
                break;
            default:
                // Events that this worker has no use for, such as those of entities.
                break;
        }
    }

    private static void Add(List<HistoryEvent> events, JsonElement item, HistoryEvent read, int id = -1, string time = "Timestamp")
    {
        read.EventId = id;
        read.Timestamp = Time(item, time);
        events.Add(read);
    }

    private static HistoryEvent Scheduled(JsonElement item) => new() { TaskScheduled = new TaskScheduledEvent { Name = Name(item), Input = Json(item, "Input") } };

    private static HistoryEvent Created(JsonElement item) => new()
    {
        SubOrchestrationInstanceCreated = new SubOrchestrationInstanceCreatedEvent
        {
            Name = Name(item), InstanceId = Text(item, "InstanceId") ?? "", Input = Json(item, "Input"),
        },
    };

    private static HistoryEvent Completed(JsonElement item) => new()
    {
        ExecutionCompleted = new ExecutionCompletedEvent
        {
            OrchestrationStatus = System.Enum.TryParse<OrchestrationStatus>(Text(item, "OrchestrationStatus"), ignoreCase: true, out var status)
                ? status : OrchestrationStatus.Completed,
            Result = Json(item, "Result"),
            FailureDetails = Failure(item),
        },
    };

    private static Protocol.TaskFailureDetails? Failure(JsonElement item)
    {
        if (!item.TryGetProperty("FailureDetails", out var failure) || failure.ValueKind != JsonValueKind.Object)
            return null;
        return new Protocol.TaskFailureDetails
        {
            ErrorType = Text(failure, "ErrorType") ?? TaskFailureDetails.Unknown.ErrorType,
            ErrorMessage = Text(failure, "ErrorMessage") ?? TaskFailureDetails.Unknown.ErrorMessage,
            IsNonRetriable = failure.TryGetProperty("IsNonRetriable", out var flag) && flag.ValueKind == JsonValueKind.True,
        };
    }

    private static string Name(JsonElement item) => Text(item, "FunctionName") ?? Text(item, "Name") ?? "";

    private static string? Reason(JsonElement item) => Text(item, "Reason") ?? Text(item, "Input");

    private static string? Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string? Json(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.GetRawText() : null;

    private static Timestamp Time(JsonElement item, string name) =>
        DateTimeOffset.TryParse(Text(item, name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? Timestamp.FromDateTimeOffset(time) : new Timestamp();
}
