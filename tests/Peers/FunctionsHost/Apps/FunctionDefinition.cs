using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ClinSeek.Peers.FunctionsHost.Apps;

/// <summary>One function folder.</summary>
/// <param name="Name">The folder's name, which is the function's.</param>
/// <param name="Bindings">In the order of function.json.</param>
public sealed record FunctionDefinition(string Name, IReadOnlyList<BindingDefinition> Bindings)
{
    private static readonly Dictionary<string, string> DurableNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["orchestrationTrigger"] = "orchestration",
        ["activityTrigger"] = "activity",
        ["entityTrigger"] = "entityName",
    };

    public BindingDefinition Trigger { get; } = Bindings.Single(static binding => binding.IsTrigger);

    /// <summary>Exactly one input, the HTTP trigger, and exactly one output, the answer: only such a function can see the original request.</summary>
    public bool IsHttpInAndOut { get; } =
        Bindings.Where(static binding => binding.IsInput).ToArray() is [{ } input] && input.Is("httpTrigger")
        && Bindings.Where(static binding => !binding.IsInput).ToArray() is [{ } output] && output.Is("http");

    /// <summary>The name under which orchestrations know it, or null where it is nothing durable.</summary>
    public string? DurableName => DurableNames.TryGetValue(Trigger.Type, out string? member) ? Trigger.Text(member) ?? Name : null;

    /// <exception cref="AppFolderException">The folder does not hold what the host expects.</exception>
    internal static FunctionDefinition Load(string folder)
    {
        string name = Path.GetFileName(folder);
        string[] extra = [.. Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName).OfType<string>().Where(static file => file != "function.json")];
        if (extra.Length > 0)
        {
            throw new AppFolderException($"{name}/{extra[0]} lies beside function.json: the host would take it for the function's script file.");
        }

        JObject document = Parse(Path.Combine(folder, "function.json"));
        BindingDefinition[] bindings = [.. document["bindings"]?.OfType<JObject>().Select(static binding => new BindingDefinition(binding)) ?? []];
        if (bindings.Count(static binding => binding.IsTrigger) != 1)
        {
            throw new AppFolderException($"{name}/function.json must have exactly one trigger.");
        }

        var function = new FunctionDefinition(name, bindings);
        return function.DurableName is ['@', ..]
            ? throw new AppFolderException($"{name}: a durable name must not start with '@'.")
            : function;
    }

    internal static JObject Parse(string file)
    {
        try
        {
            return JObject.Parse(File.ReadAllText(file));
        }
        catch (JsonException malformed)
        {
            throw new AppFolderException($"{file} is no JSON object: {malformed.Message}");
        }
    }
}
