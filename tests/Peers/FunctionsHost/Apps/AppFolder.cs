using Newtonsoft.Json.Linq;

namespace ClinSeek.Peers.FunctionsHost.Apps;

/// <summary>A published app: host.json, one folder a function, and whatever the handler itself needs.</summary>
public sealed record AppFolder(string Root, HostSettings Settings, IReadOnlyList<FunctionDefinition> Functions, AppValues Values)
{
    /// <param name="root">The folder.</param>
    /// <param name="environment">App settings, over those of local.settings.json.</param>
    /// <exception cref="AppFolderException">The host would refuse it.</exception>
    public static AppFolder Load(string root, IReadOnlyDictionary<string, string>? environment = null)
    {
        root = Path.GetFullPath(root);
        string host = Path.Combine(root, "host.json");
        if (!File.Exists(host))
        {
            throw new AppFolderException($"{root} holds no host.json.");
        }

        var values = new AppValues(ReadLocalValues(root), environment ?? new Dictionary<string, string>());
        HostSettings settings = HostSettings.Read(FunctionDefinition.Parse(host));
        settings = settings with { HubName = values.Resolve(settings.HubName) };
        if (settings.ExtendedSessions)
        {
            throw new AppFolderException("extendedSessionsEnabled must stay false: with the runtime «custom» the durable extension refuses to start.");
        }

        FunctionDefinition[] functions = [.. Directory.EnumerateDirectories(root).Order(StringComparer.Ordinal)
            .Where(static folder => File.Exists(Path.Combine(folder, "function.json"))).Select(FunctionDefinition.Load)];
        string[] twice = [.. functions.Where(static function => function.DurableName is not null)
            .GroupBy(static function => function.Trigger.Type + " " + function.DurableName, StringComparer.OrdinalIgnoreCase)
            .Where(static group => group.Count() > 1).Select(static group => group.Key)];
        return twice.Length == 0
            ? new AppFolder(root, settings, functions, values)
            : throw new AppFolderException($"Two functions are named {twice[0]}; durable names compare without case.");
    }

    /// <summary>The function behind a durable name, compared without case.</summary>
    internal FunctionDefinition? Find(string triggerType, string durableName) => Functions.FirstOrDefault(function =>
        function.Trigger.Is(triggerType) && string.Equals(function.DurableName, durableName, StringComparison.OrdinalIgnoreCase));

    /// <exception cref="ArgumentException">There is no such function.</exception>
    internal FunctionDefinition Get(string name) =>
        Functions.FirstOrDefault(function => string.Equals(function.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"The app has no function named {name}.", nameof(name));

    private static Dictionary<string, string> ReadLocalValues(string root)
    {
        string file = Path.Combine(root, "local.settings.json");
        return File.Exists(file) && FunctionDefinition.Parse(file)[nameof(Values)] is JObject values
            ? values.Properties().ToDictionary(static value => value.Name, static value => (string?)value.Value ?? "")
            : [];
    }
}
