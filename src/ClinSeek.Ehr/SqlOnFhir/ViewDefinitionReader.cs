using System.Text.Json;
using System.Text.RegularExpressions;
using ClinSeek.Ehr.SqlOnFhir.Paths;

namespace ClinSeek.Ehr.SqlOnFhir;

/// <summary>Reads a ViewDefinition from JSON and gathers everything that is wrong with its form.</summary>
internal sealed partial class ViewDefinitionReader
{
    private const int MaxDepth = 32;

    private static readonly string[] Iterations = ["forEach", "forEachOrNull", "repeat"];
    private readonly List<string> _problems = [];

    private ViewDefinitionReader()
    {
    }

    /// <exception cref="ViewDefinitionException">It has no usable form.</exception>
    public static ViewDefinition Read(JsonElement json)
    {
        var reader = new ViewDefinitionReader();
        ViewDefinition? view = reader.View(json);
        return reader._problems.Count == 0 && view is not null ? view : throw new ViewDefinitionException(reader._problems);
    }

    private ViewDefinition? View(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            _problems.Add("A ViewDefinition is a JSON object.");
            return null;
        }

        if (Text(json, "resourceType", string.Empty) is { } type && type != "ViewDefinition" && !type.EndsWith("/ViewDefinition", StringComparison.Ordinal))
        {
            _problems.Add("resourceType: ViewDefinition is expected.");
        }

        string? name = Text(json, "name", string.Empty);
        if (name is not null && !Name().IsMatch(name))
        {
            _problems.Add("name: a letter is expected, then letters, digits and underscores.");
        }

        string? resource = Text(json, "resource", string.Empty);
        if (resource is null || resource.Length == 0 || !char.IsAsciiLetterUpper(resource[0]))
        {
            _problems.Add("resource: the name of a resource type is required.");
        }

        return new ViewDefinition
        {
            Name = name,
            Description = Text(json, "description", string.Empty),
            Resource = resource ?? string.Empty,
            Constants = [.. Items(json, "constant", string.Empty).Select(Constant).OfType<ViewConstant>()],
            Where = [.. Items(json, "where", string.Empty).Select(item => RequiredText(item.Json, "path", item.Location)).OfType<string>()],
            Select = Selects(json, "select", string.Empty, required: true, 0),
        };
    }

    private ViewConstant? Constant((JsonElement Json, string Location) item)
    {
        string? name = RequiredText(item.Json, "name", item.Location);
        JsonProperty[] values = item.Json.ValueKind == JsonValueKind.Object
            ? [.. item.Json.EnumerateObject().Where(static property => property.Name.StartsWith("value", StringComparison.Ordinal))]
            : [];
        if (name is null || values.Length != 1)
        {
            _problems.Add($"{item.Location}: exactly one value[x] is required.");
            return null;
        }

        if (!Name().IsMatch(name))
        {
            _problems.Add($"{item.Location}.name: a letter is expected, then letters, digits and underscores.");
        }

        string suffix = values[0].Name["value".Length..];
        string type = suffix.Length == 0 ? string.Empty : char.ToLowerInvariant(suffix[0]) + suffix[1..];
        JsonValueKind kind = values[0].Value.ValueKind;
        bool fits = type switch
        {
            "boolean" => kind is JsonValueKind.True or JsonValueKind.False,
            "integer64" => kind is JsonValueKind.String or JsonValueKind.Number,
            _ => FhirTypes.IsNumeric(type) ? kind == JsonValueKind.Number : kind == JsonValueKind.String,
        };
        if (!FhirTypes.Primitives.Contains(type) || !fits)
        {
            _problems.Add($"{item.Location}.{values[0].Name}: a value of a primitive FHIR type is required.");
            return null;
        }

        return new ViewConstant(name, type, values[0].Value);
    }

    private ViewSelect[] Selects(JsonElement parent, string name, string location, bool required, int depth)
    {
        if (depth > MaxDepth)
        {
            _problems.Add($"{location}: selects are nested deeper than {MaxDepth}.");
            return [];
        }

        ViewSelect[] selects = [.. Items(parent, name, location).Select(item => Select(item.Json, item.Location, depth + 1))];
        if (required && selects.Length == 0)
        {
            _problems.Add($"{At(location, name)}: at least one is required.");
        }

        return selects;
    }

    private ViewSelect Select(JsonElement json, string location, int depth)
    {
        string[] given = [.. Iterations.Where(name => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out _))];
        if (given.Length > 1)
        {
            _problems.Add($"{location}: {string.Join(" and ", given)} exclude each other.");
        }

        Iteration iteration = given.FirstOrDefault() switch
        {
            "forEach" => Iteration.ForEach,
            "forEachOrNull" => Iteration.ForEachOrNull,
            "repeat" => Iteration.Repeat,
            _ => Iteration.None,
        };
        var select = new ViewSelect
        {
            Location = location,
            Iteration = iteration,
            Paths = iteration switch
            {
                Iteration.None => [],
                Iteration.Repeat => Repeated(json, location),
                _ => RequiredText(json, given[0], location) is { } path ? [path] : [],
            },
            Columns = [.. Items(json, "column", location).Select(item => Column(item.Json, item.Location)).OfType<ViewColumn>()],
            Select = Selects(json, "select", location, required: false, depth),
            UnionAll = Selects(json, "unionAll", location, required: false, depth),
        };
        if (select.Columns.Count + select.Select.Count + select.UnionAll.Count == 0)
        {
            _problems.Add($"{location}: a select needs columns, a select or a unionAll.");
        }

        return select;
    }

    private string[] Repeated(JsonElement json, string location)
    {
        string[] paths = [.. Items(json, "repeat", location).Select(item => Value(item.Json, item.Location)).OfType<string>()];
        if (paths.Length == 0)
        {
            _problems.Add($"{location}.repeat: at least one path is required.");
        }

        return paths;
    }

    private ViewColumn? Column(JsonElement json, string location)
    {
        string? name = RequiredText(json, "name", location);
        string? path = RequiredText(json, "path", location);
        if (name is not null && !Name().IsMatch(name))
        {
            _problems.Add($"{location}.name: a letter is expected, then letters, digits and underscores.");
        }

        bool collection = false;
        if (json.ValueKind == JsonValueKind.Object && json.TryGetProperty("collection", out JsonElement flag))
        {
            collection = flag.ValueKind == JsonValueKind.True;
            if (flag.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            {
                _problems.Add($"{location}.collection: true or false is expected.");
            }
        }

        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((JsonElement tag, string at) in Items(json, "tag", location))
        {
            if (RequiredText(tag, "name", at) is { } key)
            {
                tags[key] = Text(tag, "value", at) ?? string.Empty;
            }
        }

        return name is null || path is null
            ? null
            : new ViewColumn(name, path, Text(json, "type", location), collection, Text(json, "description", location), tags, location);
    }

    private IEnumerable<(JsonElement Json, string Location)> Items(JsonElement parent, string name, string location)
    {
        if (parent.ValueKind != JsonValueKind.Object || !parent.TryGetProperty(name, out JsonElement items) || items.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        if (items.ValueKind != JsonValueKind.Array)
        {
            _problems.Add($"{At(location, name)}: a list is expected.");
            return [];
        }

        return items.EnumerateArray().Select((item, place) => (item, $"{At(location, name)}[{place}]"));
    }

    private string? RequiredText(JsonElement parent, string name, string location)
    {
        if (parent.ValueKind != JsonValueKind.Object)
        {
            _problems.Add($"{location}: an object is expected.");
            return null;
        }

        string? text = Text(parent, name, location);
        if (text is null && (!parent.TryGetProperty(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null))
        {
            _problems.Add($"{At(location, name)}: a text is required.");
        }

        return text;
    }

    private string? Text(JsonElement parent, string name, string location) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null
            ? Value(value, At(location, name))
            : null;

    private string? Value(JsonElement value, string location)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            return JsonText.Decode(value);
        }

        _problems.Add($"{location}: a text is expected.");
        return null;
    }

    private static string At(string location, string name) => location.Length == 0 ? name : location + "." + name;

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_]*$")]
    private static partial Regex Name();
}
