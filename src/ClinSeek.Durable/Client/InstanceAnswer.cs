using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ClinSeek.Durable.Client;

/// <summary>Reads the status payload of the management API.</summary>
internal static partial class InstanceAnswer
{
    public static OrchestrationMetadata Read(JsonElement answer, bool withTexts, JsonSerializerOptions serializerOptions)
    {
        var status = Enum.TryParse<OrchestrationRuntimeStatus>(Text(answer, "runtimeStatus"), ignoreCase: true, out var known)
            ? known : throw new FormatException($"The management API told an unknown runtime status: '{Text(answer, "runtimeStatus")}'.");
        var output = Output(answer, status);
        return new OrchestrationMetadata(Text(answer, "name") ?? string.Empty, Text(answer, "instanceId") ?? string.Empty)
        {
            RuntimeStatus = status,
            CreatedAt = Time(answer, "createdTime"),
            LastUpdatedAt = Time(answer, "lastUpdatedTime"),
            SerializedInput = withTexts ? Json(answer, "input") : null,
            SerializedOutput = withTexts ? output : null,
            SerializedCustomStatus = withTexts ? Json(answer, "customStatus") : null,
            FailureDetails = status == OrchestrationRuntimeStatus.Failed ? Failure(output) : null,
            Version = Text(answer, "version") is { Length: > 0 } version ? version : null,
            ParentInstanceId = Text(answer, "parentInstanceId"),
            Tags = Tags(answer),
            SerializerOptions = serializerOptions,
        };
    }

    // A failure and a reason are plain texts; the API gives them as JSON strings.
    private static string? Output(JsonElement answer, OrchestrationRuntimeStatus status) =>
        status is OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated or OrchestrationRuntimeStatus.Canceled
            ? Text(answer, "output") ?? Json(answer, "output")
            : Json(answer, "output");

    private static TaskFailureDetails Failure(string? output)
    {
        if (string.IsNullOrEmpty(output))
            return TaskFailureDetails.Unknown;
        var parts = TypeAndMessage().Match(output);
        return parts.Success
            ? new TaskFailureDetails(parts.Groups[1].Value, parts.Groups[2].Value)
            : new TaskFailureDetails(TaskFailureDetails.Unknown.ErrorType, output);
    }

    private static Dictionary<string, string> Tags(JsonElement answer) => answer.TryGetProperty("tags", out var tags) && tags.ValueKind == JsonValueKind.Object
        ? tags.EnumerateObject().ToDictionary(tag => tag.Name, tag => tag.Value.ToString())
        : [];

    private static string? Text(JsonElement answer, string name) =>
        answer.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string? Json(JsonElement answer, string name) =>
        answer.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.GetRawText() : null;

    private static DateTimeOffset Time(JsonElement answer, string name) =>
        DateTimeOffset.TryParse(Text(answer, name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time : throw new FormatException($"The management API told no {name}.");

    [GeneratedRegex(@"^([\w.+`\[\],]+): (.*)$", RegexOptions.Singleline)]
    private static partial Regex TypeAndMessage();
}
