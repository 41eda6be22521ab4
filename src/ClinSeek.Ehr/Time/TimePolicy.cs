using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using ClinSeek.Ehr.Database;
using ClinSeek.Ehr.Database.Schema;

namespace ClinSeek.Ehr.Time;

/// <summary>
/// The one place that says what may be seen when: for every table the times of its resources, for every column whether it speaks of
/// later. What it does not name is denied. Read from the embedded <c>policy.json</c>, format version 1.
/// </summary>
internal sealed record TimePolicy
{
    private const string Resource = "ClinSeek.Ehr.Time.policy.json";

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>The policy that ships with the program.</summary>
    public static TimePolicy BuiltIn { get; } = Load();

    public required int FormatVersion { get; init; }

    public required string About { get; init; }

    public required IReadOnlyDictionary<string, TableTimePolicy> Tables { get; init; }

    /// <summary>Hex SHA-256 of what it was read from.</summary>
    [JsonIgnore]
    public string Digest { get; init; } = string.Empty;

    public static TimePolicy Parse(ReadOnlySpan<byte> json)
    {
        TimePolicy policy = JsonSerializer.Deserialize<TimePolicy>(json, Strict)
            ?? throw new InvalidOperationException("The time policy is empty.");
        return policy.FormatVersion == 1
            ? policy with { Digest = Convert.ToHexStringLower(SHA256.HashData(json)) }
            : throw new InvalidOperationException($"The time policy has format version {policy.FormatVersion}; this program reads 1.");
    }

    /// <summary>What the policy and the tables disagree about; empty when every table and column is covered, and nothing else.</summary>
    public IReadOnlyList<string> Gaps(IEnumerable<PatientTable> tables)
    {
        List<string> gaps = [];
        PatientTable[] known = [.. tables];
        gaps.AddRange(Tables.Keys.Except(known.Select(static table => table.Name)).Select(static name => $"{name}: no such table"));
        foreach (PatientTable table in known)
        {
            if (!Tables.TryGetValue(table.Name, out TableTimePolicy? policy))
            {
                gaps.Add($"{table.Name}: no policy");
                continue;
            }

            string[] columns = [.. table.Own.Select(static column => column.Name)];
            gaps.AddRange(columns.Except(policy.Columns.Keys).Select(name => $"{table.Name}.{name}: no policy"));
            gaps.AddRange(policy.Columns.Keys.Except(columns).Select(name => $"{table.Name}.{name}: no such column"));
            gaps.AddRange(policy.Columns.Where(static pair => !pair.Value.IsDecided).Select(pair => $"{table.Name}.{pair.Key}: neither shown nor masked"));
        }

        return gaps;
    }

    /// <summary>What the policy and a schema disagree about: as for the tables alone, and the resource types that fill them.</summary>
    public IReadOnlyList<string> Gaps(RecordSchema schema) =>
    [
        .. Gaps(schema.Tables),
        .. schema.BySource.Values.SelectMany(static sources => sources)
            .Where(source => Tables.TryGetValue(source.Table.Name, out TableTimePolicy? table) && !table.Sources.ContainsKey(source.ResourceType))
            .Select(static source => $"{source.Table.Name}: no policy for {source.ResourceType}"),
    ];

    /// <summary>This policy with the tables of another one in place of its own of the same names.</summary>
    public TimePolicy With(ReadOnlySpan<byte> json)
    {
        TimePolicy other = Parse(json);
        var tables = new Dictionary<string, TableTimePolicy>(Tables, StringComparer.Ordinal);
        foreach ((string name, TableTimePolicy table) in other.Tables)
        {
            tables[name] = table;
        }

        return this with { Tables = tables, Digest = Digest + other.Digest };
    }

    private static TimePolicy Load()
    {
        using Stream stream = typeof(TimePolicy).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException("The time policy is missing from the assembly.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return Parse(bytes.ToArray());
    }
}
