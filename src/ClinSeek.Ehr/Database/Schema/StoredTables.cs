using System.Text.Json;
using ClinSeek.Ehr.Time;

namespace ClinSeek.Ehr.Database.Schema;

/// <summary>The description of its tables that every snapshot carries, as JSON.</summary>
internal static class StoredTables
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static IReadOnlyList<StoredTable> Of(IReadOnlyList<PatientTable> tables, TimePolicy policy) => [.. tables.Select(table => Of(table, policy.Tables.GetValueOrDefault(table.Name)))];

    public static string Write(IReadOnlyList<StoredTable> tables) => JsonSerializer.Serialize(tables, Web);

    /// <exception cref="InvalidDataException">The text is no such description.</exception>
    public static IReadOnlyList<StoredTable> Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<StoredTable[]>(json, Web) ?? [];
        }
        catch (JsonException damaged)
        {
            throw new InvalidDataException("The patient database is damaged. Build the snapshot again.", damaged);
        }
    }

    private static StoredTable Of(PatientTable table, TableTimePolicy? policy) => new(
        table.Name,
        table.Description,
        table.CodeColumn,
        policy?.Sources.Values.Any(static source => source.Always is not null) == true,
        [.. table.Own.Select(column => new StoredColumn(column.Name, column.Type, column.Description, Mask(policy?.Columns.GetValueOrDefault(column.Name))))]);

    private static StoredMask? Mask(ColumnTimePolicy? rule) => rule switch
    {
        { Shown: true } => null,
        null => new StoredMask(null, []),
        _ => new StoredMask(rule.Column, rule.Initial),
    };
}
