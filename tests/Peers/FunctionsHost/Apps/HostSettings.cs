using System.Globalization;
using Newtonsoft.Json.Linq;

namespace ClinSeek.Peers.FunctionsHost.Apps;

/// <summary>What host.json says, with the host's defaults for what it does not say.</summary>
public sealed record HostSettings
{
    public required string Executable { get; init; }

    public string? WorkerPath { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    public IReadOnlyList<string> WorkerArguments { get; init; } = [];

    public string? WorkingDirectory { get; init; }

    public bool EnableForwarding { get; init; }

    public bool EnableProxying { get; init; }

    public TimeSpan InitializationTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an invocation may take; infinite for -1.</summary>
    public TimeSpan FunctionTimeout { get; init; } = TimeSpan.FromMinutes(30);

    public string RoutePrefix { get; init; } = "api";

    public string HubName { get; init; } = "TestHubName";

    public string? DefaultVersion { get; init; }

    public bool ExtendedSessions { get; init; }

    /// <summary>Whether TaskScheduled events keep the input.</summary>
    public bool StoreInputs { get; init; }

    public int MaxActivities { get; init; } = 10 * Environment.ProcessorCount;

    public int MaxOrchestrators { get; init; } = 10 * Environment.ProcessorCount;

    public int AsyncRequestSleepMilliseconds { get; init; } = 30000;

    /// <summary>Whether queue messages are base64, as they are unless host.json says «none».</summary>
    public bool QueueBase64 { get; init; } = true;

    /// <exception cref="AppFolderException">The host would not start with it.</exception>
    internal static HostSettings Read(JObject host)
    {
        if ((string?)host["version"] != "2.0")
        {
            throw new AppFolderException("host.json must say \"version\": \"2.0\".");
        }

        JToken? handler = host["customHandler"];
        JToken? description = handler?["description"];
        JToken? durable = host.SelectToken("extensions.durableTask");
        var defaults = new HostSettings { Executable = "" };
        return new HostSettings
        {
            Executable = (string?)description?["defaultExecutablePath"] is { Length: > 0 } executable
                ? executable
                : throw new AppFolderException("host.json names no customHandler.description.defaultExecutablePath."),
            WorkerPath = (string?)description["defaultWorkerPath"],
            Arguments = Texts(description["arguments"]),
            WorkerArguments = Texts(description["workerArguments"]),
            WorkingDirectory = (string?)description["workingDirectory"],
            EnableForwarding = (bool?)handler!["enableForwardingHttpRequest"] ?? false,
            EnableProxying = (bool?)handler["enableProxyingHttpRequest"] ?? false,
            InitializationTimeout = Duration(handler["initializationTimeout"]) ?? defaults.InitializationTimeout,
            FunctionTimeout = Duration(host["functionTimeout"]) ?? defaults.FunctionTimeout,
            RoutePrefix = (string?)host.SelectToken("extensions.http.routePrefix") ?? defaults.RoutePrefix,
            HubName = (string?)durable?["hubName"] ?? defaults.HubName,
            DefaultVersion = (string?)durable?["defaultVersion"],
            ExtendedSessions = (bool?)durable?["extendedSessionsEnabled"] ?? false,
            StoreInputs = (bool?)durable?["storeInputsInOrchestrationHistory"] ?? false,
            MaxActivities = (int?)durable?["maxConcurrentActivityFunctions"] ?? defaults.MaxActivities,
            MaxOrchestrators = (int?)durable?["maxConcurrentOrchestratorFunctions"] ?? defaults.MaxOrchestrators,
            AsyncRequestSleepMilliseconds =
                (int?)durable?.SelectToken("httpSettings.defaultAsyncRequestSleepTimeMilliseconds") ?? defaults.AsyncRequestSleepMilliseconds,
            QueueBase64 = !string.Equals((string?)host.SelectToken("extensions.queues.messageEncoding"), "none", StringComparison.OrdinalIgnoreCase),
        };
    }

    private static string[] Texts(JToken? list) => [.. list?.Values<string>().OfType<string>() ?? []];

    private static TimeSpan? Duration(JToken? value) => (string?)value switch
    {
        null => null,
        "-1" => Timeout.InfiniteTimeSpan,
        { } text => TimeSpan.Parse(text, CultureInfo.InvariantCulture),
    };
}
