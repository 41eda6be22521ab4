using System.Globalization;
using ClinSeek.Durable.Protocol;
using ClinSeek.Peers.FunctionsHost.Hub;
using Newtonsoft.Json.Linq;

namespace ClinSeek.Peers.FunctionsHost.Management;

/// <summary>An instance as the management API shows it.</summary>
internal static class StatusPayload
{
    public static JObject Create(InstanceView view, bool showInput, bool showHistory, bool showOutput)
    {
        var payload = new JObject
        {
            ["name"] = view.Name,
            ["instanceId"] = view.InstanceId,
            ["runtimeStatus"] = Name(view.Status),
            ["input"] = showInput ? JsonText.Show(view.Input) : null,
            ["customStatus"] = JsonText.Show(view.CustomStatus),
            ["output"] = JsonText.Show(view.Output),
            ["createdTime"] = Time(view.CreatedAt),
            ["lastUpdatedTime"] = Time(view.UpdatedAt),
        };
        if (view.Version is { Length: > 0 } version)
        {
            payload["version"] = version;
        }

        if (view.ParentInstanceId is { } parent)
        {
            payload["parentInstanceId"] = parent;
        }

        if (showHistory)
        {
            payload["historyEvents"] = HistoryPayload.Create(view.History, showInput, showOutput);
        }

        return payload;
    }

    public static string Name(OrchestrationStatus status) => status.ToString();

    private static string Time(DateTime time) => time.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
