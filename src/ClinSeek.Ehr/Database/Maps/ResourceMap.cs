using System.Text.Json;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Ehr.Time;

namespace ClinSeek.Ehr.Database.Maps;

/// <summary>How one resource type fills one table: a value for every column, and nothing else. Pure.</summary>
internal abstract class ResourceMap
{
    private readonly Func<RowSource, object?>[] _cells;

    protected ResourceMap(string resourceType, PatientTable table, IReadOnlyDictionary<string, Func<RowSource, object?>> cells)
    {
        ResourceType = resourceType;
        Table = table;
        string[] names = [.. table.Own.Select(static column => column.Name)];
        string[] wrong = [.. names.Except(cells.Keys), .. cells.Keys.Except(names)];
        _cells = wrong.Length == 0
            ? [.. names.Select(name => cells[name])]
            : throw new InvalidOperationException($"The map {resourceType} -> {table.Name} and the table differ in: {string.Join(", ", wrong)}.");
    }

    public string ResourceType { get; }

    public PatientTable Table { get; }

    /// <summary>Why a resource gives no row although it is readable and in time; null where it gives one.</summary>
    public virtual string? Excluded(JsonElement resource) => resource.Is("status"u8, "entered-in-error"u8) ? SkipReasons.EnteredInError : null;

    /// <summary>The parts that a row each is made of; the resource itself unless overridden.</summary>
    public virtual IEnumerable<RowPart> Parts(JsonElement resource, ResourceIndex index) => [new RowPart(resource, false)];

    public object?[] Read(RowSource source)
    {
        var values = new object?[_cells.Length];
        for (int column = 0; column < values.Length; column++)
        {
            values[column] = _cells[column](source);
        }

        return values;
    }

    /// <summary>The four coding columns of a concept.</summary>
    protected static Dictionary<string, Func<RowSource, object?>> Coded(Func<RowSource, JsonElement> concept) => new(StringComparer.Ordinal)
    {
        ["id"] = static source => source.Id,
        ["code"] = source => source.Code(concept).Code,
        ["system"] = source => source.Code(concept).System,
        ["display"] = source => source.Code(concept).Display,
        ["codes"] = source => source.Code(concept).Codes,
    };

    /// <summary>The first of the times that is recorded, as the database writes times.</summary>
    protected static string? Time(params ReadOnlySpan<JsonElement> times)
    {
        foreach (JsonElement time in times)
        {
            if (FhirTime.Parse(time.RawText()) is { } parsed)
            {
                return FhirTime.Render(parsed.Start);
            }
        }

        return null;
    }
}
