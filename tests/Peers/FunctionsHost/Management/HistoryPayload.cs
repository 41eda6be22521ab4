using System.Globalization;
using ClinSeek.Durable.Protocol;
using Newtonsoft.Json.Linq;
using Kind = ClinSeek.Durable.Protocol.HistoryEvent.EventTypeOneofCase;

namespace ClinSeek.Peers.FunctionsHost.Management;

/// <summary>A history as the management API shows it: without the turns, each schedule merged into its completion.</summary>
internal static class HistoryPayload
{
    public static JArray Create(IEnumerable<HistoryEvent> history, bool showInput, bool showOutput)
    {
        var shown = new List<JObject>();
        var scheduled = new Dictionary<int, (HistoryEvent Event, JObject Shown)>();
        foreach (HistoryEvent happened in history)
        {
            if (Describe(happened, showInput, showOutput) is not { } item)
            {
                continue;
            }

            if (Answers(happened) is { } id && scheduled.Remove(id, out var schedule))
            {
                shown.Remove(schedule.Shown);
                item["ScheduledTime"] = Time(schedule.Event);
                item["FunctionName"] = schedule.Shown["FunctionName"];
                if (showInput)
                {
                    item["Input"] = schedule.Shown["Input"];
                }
            }

            if (happened.EventTypeCase is Kind.TaskScheduled or Kind.SubOrchestrationInstanceCreated or Kind.TimerCreated)
            {
                scheduled[happened.EventId] = (happened, item);
            }

            shown.Add(item);
        }

        return new JArray(shown);
    }

    private static int? Answers(HistoryEvent happened) => happened.EventTypeCase switch
    {
        Kind.TaskCompleted => happened.TaskCompleted.TaskScheduledId,
        Kind.TaskFailed => happened.TaskFailed.TaskScheduledId,
        Kind.SubOrchestrationInstanceCompleted => happened.SubOrchestrationInstanceCompleted.TaskScheduledId,
        Kind.SubOrchestrationInstanceFailed => happened.SubOrchestrationInstanceFailed.TaskScheduledId,
        Kind.TimerFired => happened.TimerFired.TimerId,
        _ => null,
    };

    private static JObject? Describe(HistoryEvent happened, bool showInput, bool showOutput)
    {
        var item = new JObject { ["EventType"] = happened.EventTypeCase.ToString(), ["Timestamp"] = Time(happened) };
        switch (happened.EventTypeCase)
        {
            case Kind.OrchestratorStarted or Kind.OrchestratorCompleted:
                return null;
            case Kind.ExecutionStarted:
                Put(item, "Input", happened.ExecutionStarted.Input, showInput);
                item["FunctionName"] = happened.ExecutionStarted.Name;
                break;
            case Kind.TaskScheduled:
                Put(item, "Input", happened.TaskScheduled.Input, showInput);
                item["FunctionName"] = happened.TaskScheduled.Name;
                break;
            case Kind.SubOrchestrationInstanceCreated:
                Put(item, "Input", happened.SubOrchestrationInstanceCreated.Input, showInput);
                item["FunctionName"] = happened.SubOrchestrationInstanceCreated.Name;
                item["InstanceId"] = happened.SubOrchestrationInstanceCreated.InstanceId;
                break;
            case Kind.TimerCreated:
                item["FireAt"] = happened.TimerCreated.FireAt.ToDateTime();
                break;
            case Kind.TimerFired:
                item["FireAt"] = happened.TimerFired.FireAt.ToDateTime();
                break;
            case Kind.TaskCompleted:
                Put(item, "Result", happened.TaskCompleted.Result, showOutput);
                break;
            case Kind.SubOrchestrationInstanceCompleted:
                Put(item, "Result", happened.SubOrchestrationInstanceCompleted.Result, showOutput);
                break;
            case Kind.TaskFailed:
                item["Reason"] = happened.TaskFailed.FailureDetails?.ErrorMessage;
                break;
            case Kind.SubOrchestrationInstanceFailed:
                item["Reason"] = happened.SubOrchestrationInstanceFailed.FailureDetails?.ErrorMessage;
                break;
            case Kind.EventRaised:
                item["Name"] = happened.EventRaised.Name;
                Put(item, "Input", happened.EventRaised.Input, showInput);
                break;
            case Kind.EventSent:
                item["Name"] = happened.EventSent.Name;
                item["InstanceId"] = happened.EventSent.InstanceId;
                Put(item, "Input", happened.EventSent.Input, showInput);
                break;
            case Kind.ExecutionCompleted:
                item["OrchestrationStatus"] = StatusPayload.Name(happened.ExecutionCompleted.OrchestrationStatus);
                Put(item, "Result", happened.ExecutionCompleted.Result, showOutput);
                break;
        }

        return item;
    }

    private static void Put(JObject item, string member, string? text, bool show)
    {
        if (show)
        {
            item[member] = JsonText.Show(text);
        }
    }

    private static string Time(HistoryEvent happened) => happened.Timestamp.ToDateTime().ToString("O", CultureInfo.InvariantCulture);
}
