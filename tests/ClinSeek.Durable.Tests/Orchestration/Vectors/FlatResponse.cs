using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ClinSeek.Durable.Protocol;

namespace ClinSeek.Durable.Tests.Orchestration.Vectors;

/// <summary>A response as comparable lines <c>path: value</c>, leaving out what the vectors' README says not to compare.</summary>
internal static class FlatResponse
{
    public static SortedDictionary<string, string> Of(OrchestratorResponse response)
    {
        var lines = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["instanceId"] = response.InstanceId,
            ["actions"] = response.Actions.Count.ToString(CultureInfo.InvariantCulture),
            ["requiresHistory"] = response.RequiresHistory.ToString(),
        };
        Add(lines, "customStatus", Json(response.CustomStatus));
        for (var index = 0; index < response.Actions.Count; index++)
            AddAction(lines, string.Create(CultureInfo.InvariantCulture, $"actions[{index}]"), response.Actions[index]);
        return lines;
    }

    /// <summary>JSON with sorted members; text that is no JSON as it is.</summary>
    public static string? Json(string? text)
    {
        if (text is null)
            return null;
        try
        {
            return Sorted(JsonNode.Parse(text))?.ToJsonString() ?? "null";
        }
        catch (JsonException)
        {
            return "text " + text;
        }
    }

    private static void AddAction(SortedDictionary<string, string> lines, string path, OrchestratorAction action)
    {
        lines[path + ".id"] = action.Id.ToString(CultureInfo.InvariantCulture);
        lines[path + ".kind"] = action.OrchestratorActionTypeCase.ToString();
        switch (action.OrchestratorActionTypeCase)
        {
            case OrchestratorAction.OrchestratorActionTypeOneofCase.ScheduleTask:
                lines[path + ".name"] = action.ScheduleTask.Name;
                Add(lines, path + ".version", action.ScheduleTask.Version);
                Add(lines, path + ".input", Json(action.ScheduleTask.Input));
                AddTags(lines, path, action.ScheduleTask.Tags);
                break;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.CreateSubOrchestration:
                lines[path + ".name"] = action.CreateSubOrchestration.Name;
                lines[path + ".instanceId"] = action.CreateSubOrchestration.InstanceId;
                Add(lines, path + ".version", action.CreateSubOrchestration.Version);
                Add(lines, path + ".input", Json(action.CreateSubOrchestration.Input));
                AddTags(lines, path, action.CreateSubOrchestration.Tags);
                break;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.CreateTimer:
                lines[path + ".fireAt"] = action.CreateTimer.FireAt.ToDateTime().ToString("o", CultureInfo.InvariantCulture);
                break;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.SendEvent:
                lines[path + ".name"] = action.SendEvent.Name;
                lines[path + ".instanceId"] = action.SendEvent.Instance.InstanceId;
                Add(lines, path + ".data", WithoutTimes(Json(action.SendEvent.Data), action.SendEvent.Instance.InstanceId));
                break;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.CompleteOrchestration:
                AddCompletion(lines, path, action.CompleteOrchestration);
                break;
        }
    }

    private static void AddCompletion(SortedDictionary<string, string> lines, string path, CompleteOrchestrationAction completion)
    {
        lines[path + ".status"] = completion.OrchestrationStatus.ToString();
        Add(lines, path + ".result", Json(completion.Result));
        Add(lines, path + ".details", completion.Details);
        Add(lines, path + ".newVersion", completion.NewVersion);
        AddTags(lines, path, completion.Tags);
        var carried = completion.CarryoverEvents.Select(raised => $"{raised.EventTypeCase} {raised.EventRaised?.Name} {Json(raised.EventRaised?.Input)}");
        Add(lines, path + ".carryover", completion.CarryoverEvents.Count == 0 ? null : string.Join("; ", carried));
        for (var failure = completion.FailureDetails; failure is not null; failure = failure.InnerFailure)
        {
            path += ".failure";
            lines[path + ".type"] = failure.ErrorType;
            lines[path + ".message"] = failure.ErrorMessage;
            lines[path + ".isNonRetriable"] = failure.IsNonRetriable.ToString();
        }
    }

    private static void AddTags(SortedDictionary<string, string> lines, string path, IEnumerable<KeyValuePair<string, string>> tags)
    {
        foreach (var (key, value) in tags)
            lines[$"{path}.tags.{key}"] = value;
    }

    private static void Add(SortedDictionary<string, string> lines, string path, string? value)
    {
        if (value is not null)
            lines[path] = value;
    }

    private static string? WithoutTimes(string? json, string target)
    {
        if (json is null || !target.StartsWith('@'))
            return json;
        var message = JsonNode.Parse(json)!.AsObject();
        message.Remove("Timestamp");
        message.Remove("requestTime");
        return message.ToJsonString();
    }

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
