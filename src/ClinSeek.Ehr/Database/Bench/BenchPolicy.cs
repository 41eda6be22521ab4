using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClinSeek.Ehr.Database.Bench;

/// <summary>What may be seen of a ClinSeek-Bench database when, and how its columns are typed. What it does not name is denied.</summary>
internal sealed record BenchPolicy
{
    private const string Resource = "ClinSeek.Ehr.Database.Bench.bench-policy.json";

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <summary>The policy that ships with the program.</summary>
    public static BenchPolicy BuiltIn { get; } = Load();

    public required int FormatVersion { get; init; }

    public required string About { get; init; }

    public required IReadOnlyDictionary<string, BenchTable> Tables { get; init; }

    /// <summary>Names in the policy that lead nowhere.</summary>
    public IReadOnlyList<string> Gaps()
    {
        List<string> gaps = [];
        foreach ((string name, BenchTable table) in Tables)
        {
            IEnumerable<string> used = [.. table.Event, .. table.Available, .. table.Assumed, .. table.Masked.Keys, .. table.Masked.Values.SelectMany(static since => since)];
            gaps.AddRange(used.Where(column => !table.Columns.ContainsKey(column)).Select(column => $"{name}.{column}: no such column"));
            gaps.AddRange(table.Columns.Where(static column => column.Value is not ("integer" or "real" or "text" or "time")).Select(column => $"{name}.{column.Key}: no such type"));
            if (table.Parent is { } parent && (!table.Columns.ContainsKey(parent.Key) || !Tables.TryGetValue(parent.Table, out BenchTable? other)
                || !other.Columns.ContainsKey(parent.Key) || !other.Columns.ContainsKey(parent.Time)))
            {
                gaps.Add($"{name}: its parent leads nowhere");
            }

            if (table.Always is null && table.Parent is null && table.Available.Count + table.Assumed.Count == 0)
            {
                gaps.Add($"{name}: no time and no reason to need none");
            }
        }

        return gaps;
    }

    private static BenchPolicy Load()
    {
        using Stream stream = typeof(BenchPolicy).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException("The policy for bench databases is missing from the assembly.");
        BenchPolicy policy = JsonSerializer.Deserialize<BenchPolicy>(stream, Strict) ?? throw new InvalidOperationException("The policy for bench databases is empty.");
        return policy.FormatVersion == 1 && policy.Gaps() is { Count: 0 }
            ? policy
            : throw new InvalidOperationException("The policy for bench databases is wrong: " + string.Join("; ", policy.Gaps()));
    }
}
