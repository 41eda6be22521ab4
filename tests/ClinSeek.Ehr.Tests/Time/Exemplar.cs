using System.Text.Json.Nodes;
using ClinSeek.Ehr.Time;

namespace ClinSeek.Ehr.Tests.Time;

/// <summary>A resource that has something in every column and every time of the policy, and can be made to have only some times.</summary>
internal sealed class Exemplar
{
    private static readonly JsonObject All =
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", "leakage", "exemplars.json")))!.AsObject();

    private readonly JsonObject _resource;
    private readonly JsonObject _encounter = JsonNode.Parse("""{"resourceType":"Encounter","id":"e1","subject":{"reference":"Patient/p1"},"period":{}}""")!.AsObject();
    private bool _hasEncounter;

    private Exemplar(JsonObject resource) => _resource = resource;

    public static bool Exists(string type) => All.ContainsKey(type);

    public static Exemplar Of(string type) => new(All[type]!.DeepClone().AsObject());

    /// <summary>Takes all the times of a policy away, so that only those that are set tell anything.</summary>
    public Exemplar Without(SourceTimePolicy source, TableTimePolicy table)
    {
        IEnumerable<TimePath> paths = [.. source.Event, .. source.Until, .. source.Available, .. source.Assumed, .. source.NotBefore, .. table.Columns.Values.SelectMany(static rule => rule.Since), new TimePath("meta.lastUpdated")];
        foreach (TimePath path in paths.Where(static path => !path.Text.Contains('>', StringComparison.Ordinal)))
        {
            Visit(_resource, path.Text.Split('.'), 0, static (parent, name) => parent.Remove(name));
        }

        return this;
    }

    /// <summary>Says of what ends a row when it comes; nothing where nothing ends it.</summary>
    public Exemplar StillToCome(SourceTimePolicy source, string value)
    {
        foreach (TimePath path in source.Until)
        {
            Set(path, value).ShouldBeTrue();
        }

        return this;
    }

    /// <summary>Sets a time; false where the exemplar has no place for it.</summary>
    public bool Set(TimePath path, string value)
    {
        int hop = path.Text.IndexOf('>', StringComparison.Ordinal);
        if (hop >= 0)
        {
            string last = path.Text[(hop + 1)..].Split('.')[^1];
            _encounter["period"]!.AsObject()[last] = value;
            _hasEncounter = true;
            return All[Type]!.AsObject().ContainsKey(path.Text[..hop]);
        }

        // What a pass took away is set in place of where the untouched exemplar has it.
        string[] names = path.Text.Split('.');
        bool isList = Find(All[Type]!, names) is JsonArray;
        int places = 0;
        Visit(_resource, names, 0, (parent, name) =>
        {
            parent[name] = isList ? new JsonArray(value) : value;
            places++;
        });
        return places > 0 && Find(All[Type]!, names) is not null;
    }

    public void Status(string status) => _resource["status"] = status;

    /// <summary>The resources of the record, the patient left out.</summary>
    public string[] Json => _hasEncounter ? [_resource.ToJsonString(), _encounter.ToJsonString()] : [_resource.ToJsonString()];

    private string Type => _resource["resourceType"]!.GetValue<string>();

    private static JsonNode? Find(JsonNode? node, IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            node = node is JsonArray list ? list[0] : node;
            node = node?[name];
        }

        return node;
    }

    private static void Visit(JsonNode? node, string[] names, int depth, Action<JsonObject, string> leaf)
    {
        if (node is JsonArray list)
        {
            foreach (JsonNode? item in list)
            {
                Visit(item, names, depth, leaf);
            }
        }
        else if (node is JsonObject parent)
        {
            if (depth == names.Length - 1)
            {
                leaf(parent, names[depth]);
            }
            else
            {
                parent[names[depth]] ??= new JsonObject();
                Visit(parent[names[depth]], names, depth + 1, leaf);
            }
        }
    }
}
