using System.Globalization;
using System.Text.Json;
using ClinSeek.Durable.Protocol;
using Google.Protobuf.WellKnownTypes;

namespace ClinSeek.Durable.ManagementApi;

/// <summary>
/// Writes a history in the short form of the management API: without turns and ids, and with each call inside its outcome
/// (<c>ScheduledTime</c>, <c>FunctionName</c>). A call that has no outcome yet stands by itself.
/// </summary>
internal static class HistoryCompactor
{
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<HistoryEvent> history, bool withInput, bool withOutput)
    {
        var answered = Answered(history);
        var calls = new Dictionary<int, HistoryEvent>();
        writer.WriteStartArray();
        foreach (var item in history)
        {
            if (item.TaskScheduled is not null || item.SubOrchestrationInstanceCreated is not null)
            {
                calls[item.EventId] = item;
                if (answered.Contains(item.EventId))
                    continue;
            }
            if (item.OrchestratorStarted is not null || item.OrchestratorCompleted is not null)
                continue;
            writer.WriteStartObject();
            writer.WriteString("EventType", item.EventTypeCase.ToString());
            WriteContent(writer, item, calls, withInput, withOutput);
            writer.WriteString("Timestamp", Time(item.Timestamp));
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static HashSet<int> Answered(IReadOnlyList<HistoryEvent> history)
    {
        var answered = new HashSet<int>();
        foreach (var item in history)
            if (CallOf(item) is { } id)
                answered.Add(id);
        return answered;
    }

    private static int? CallOf(HistoryEvent item) => item.EventTypeCase switch
    {
        HistoryEvent.EventTypeOneofCase.TaskCompleted => item.TaskCompleted.TaskScheduledId,
        HistoryEvent.EventTypeOneofCase.TaskFailed => item.TaskFailed.TaskScheduledId,
        HistoryEvent.EventTypeOneofCase.SubOrchestrationInstanceCompleted => item.SubOrchestrationInstanceCompleted.TaskScheduledId,
        HistoryEvent.EventTypeOneofCase.SubOrchestrationInstanceFailed => item.SubOrchestrationInstanceFailed.TaskScheduledId,
        _ => null,
    };

    private static void WriteContent(Utf8JsonWriter writer, HistoryEvent item, Dictionary<int, HistoryEvent> calls, bool withInput, bool withOutput)
    {
        if (CallOf(item) is { } id && calls.TryGetValue(id, out var call))
            WriteCall(writer, call, withInput);
        switch (item.EventTypeCase)
        {
            case HistoryEvent.EventTypeOneofCase.ExecutionStarted:
                writer.WriteString("FunctionName", item.ExecutionStarted.Name);
                WriteText(writer, "Input", withInput, item.ExecutionStarted.Input);
                break;
            case HistoryEvent.EventTypeOneofCase.ExecutionCompleted:
                writer.WriteString("OrchestrationStatus", item.ExecutionCompleted.OrchestrationStatus.ToString());
                WriteText(writer, "Result", withOutput, item.ExecutionCompleted.Result);
                WriteFailure(writer, item.ExecutionCompleted.FailureDetails);
                break;
            case HistoryEvent.EventTypeOneofCase.TaskScheduled:
                writer.WriteString("Name", item.TaskScheduled.Name);
                WriteText(writer, "Input", withInput, item.TaskScheduled.Input);
                break;
            case HistoryEvent.EventTypeOneofCase.TaskCompleted:
                WriteText(writer, "Result", withOutput, item.TaskCompleted.Result);
                break;
            case HistoryEvent.EventTypeOneofCase.TaskFailed:
                WriteFailure(writer, item.TaskFailed.FailureDetails);
                break;
            case HistoryEvent.EventTypeOneofCase.SubOrchestrationInstanceCreated:
                writer.WriteString("Name", item.SubOrchestrationInstanceCreated.Name);
                writer.WriteString("InstanceId", item.SubOrchestrationInstanceCreated.InstanceId);
                WriteText(writer, "Input", withInput, item.SubOrchestrationInstanceCreated.Input);
                break;
            case HistoryEvent.EventTypeOneofCase.SubOrchestrationInstanceCompleted:
                WriteText(writer, "Result", withOutput, item.SubOrchestrationInstanceCompleted.Result);
                break;
            case HistoryEvent.EventTypeOneofCase.SubOrchestrationInstanceFailed:
                WriteFailure(writer, item.SubOrchestrationInstanceFailed.FailureDetails);
                break;
            case HistoryEvent.EventTypeOneofCase.TimerCreated:
                writer.WriteString("FireAt", Time(item.TimerCreated.FireAt));
                break;
            case HistoryEvent.EventTypeOneofCase.TimerFired:
                writer.WriteString("FireAt", Time(item.TimerFired.FireAt));
                break;
            case HistoryEvent.EventTypeOneofCase.EventRaised:
                writer.WriteString("Name", item.EventRaised.Name);
                WriteText(writer, "Input", withInput, item.EventRaised.Input);
                break;
            case HistoryEvent.EventTypeOneofCase.EventSent:
                writer.WriteString("InstanceId", item.EventSent.InstanceId);
                writer.WriteString("Name", item.EventSent.Name);
                WriteText(writer, "Input", withInput, item.EventSent.Input);
                break;
            default:
                WriteReason(writer, item);
                break;
        }
    }

    private static void WriteCall(Utf8JsonWriter writer, HistoryEvent call, bool withInput)
    {
        var (name, input) = call.TaskScheduled is { } task
            ? (task.Name, task.Input) : (call.SubOrchestrationInstanceCreated.Name, call.SubOrchestrationInstanceCreated.Input);
        writer.WriteString("ScheduledTime", Time(call.Timestamp));
        writer.WriteString("FunctionName", name);
        WriteText(writer, "Input", withInput, input);
    }

    // Reasons are plain texts, which may look like JSON without being any.
    private static void WriteReason(Utf8JsonWriter writer, HistoryEvent item)
    {
        var (name, reason) = item.EventTypeCase switch
        {
            HistoryEvent.EventTypeOneofCase.ExecutionTerminated => ("Input", item.ExecutionTerminated.Input),
            HistoryEvent.EventTypeOneofCase.ExecutionSuspended => ("Reason", item.ExecutionSuspended.Input),
            HistoryEvent.EventTypeOneofCase.ExecutionResumed => ("Reason", item.ExecutionResumed.Input),
            _ => ("Reason", null),
        };
        if (reason is not null)
            writer.WriteString(name, reason);
    }

    private static void WriteFailure(Utf8JsonWriter writer, Protocol.TaskFailureDetails? failure, string name = "FailureDetails")
    {
        if (failure is null)
            return;
        writer.WritePropertyName(name);
        writer.WriteStartObject();
        writer.WriteString("ErrorType", failure.ErrorType);
        writer.WriteString("ErrorMessage", failure.ErrorMessage);
        if (failure.StackTrace is { } stack)
            writer.WriteString("StackTrace", stack);
        WriteFailure(writer, failure.InnerFailure, "InnerFailure");
        writer.WriteBoolean("IsNonRetriable", failure.IsNonRetriable);
        writer.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter writer, string name, bool wanted, string? text)
    {
        if (!wanted || text is null)
            return;
        writer.WritePropertyName(name);
        ManagementAnswer.WriteTextOrJson(writer, text);
    }

    private static string Time(Timestamp time) => time.ToDateTime().ToString("o", CultureInfo.InvariantCulture);
}
