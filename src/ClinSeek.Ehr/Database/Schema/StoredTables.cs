using System.Runtime.CompilerServices;
using System.Text.Json;
using ClinSeek.Ehr.Time;

namespace ClinSeek.Ehr.Database.Schema;

/// <summary>The description of its tables that every snapshot carries, as JSON.</summary>
internal static class StoredTables
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);
    private static readonly ConditionalWeakTable<IReadOnlyList<StoredTable>, string> Texts = [];
    private static Description? _last;

    public static IReadOnlyList<StoredTable> Of(IReadOnlyList<PatientTable> tables, TimePolicy policy) => [.. tables.Select(table => Of(table, policy.Tables.GetValueOrDefault(table.Name)))];

    /// <summary>The description as it is stored; made once for a schema, which all its snapshots share.</summary>
    public static string Text(IReadOnlyList<StoredTable> tables) => Texts.GetValue(tables, static made => JsonSerializer.Serialize(made, Web));

    /// <summary>Reads a description. Most snapshots of a process have the same one, which is read once.</summary>
    /// <exception cref="InvalidDataException">The text is no such description.</exception>
    public static Description Read(ReadOnlySpan<byte> json)
    {
        Description? last = Volatile.Read(ref _last);
        if (last is not null && json.SequenceEqual(last.Json))
        {
            return last;
        }

        try
        {
            StoredTable[] stored = JsonSerializer.Deserialize<StoredTable[]>(json, Web) ?? [];
            var read = new Description(json.ToArray(), stored, [.. stored.Select(static table => table.ToTable())]);
            Volatile.Write(ref _last, read);
            return read;
        }
        catch (JsonException damaged)
        {
            throw new InvalidDataException("The patient database is damaged. Build the snapshot again.", damaged);
        }
    }

    /// <summary>A description that was read.</summary>
    /// <param name="Json">What it was read of.</param>
    /// <param name="Stored">The tables with their masks.</param>
    /// <param name="Tables">The tables.</param>
    public sealed record Description(byte[] Json, IReadOnlyList<StoredTable> Stored, IReadOnlyList<PatientTable> Tables);

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
