using ClinSeek.Ehr.Database;
using ClinSeek.Evidence.Tools;

namespace ClinSeek.Ehr.Tools;

/// <summary>Profiles a table's columns by three statements, however many columns it has.</summary>
internal static class ColumnProfiles
{
    private const int SampledRows = 200;
    private const int Examples = 3;
    private const int ExampleChars = 60;

    /// <summary>The profiles; worked out once a record.</summary>
    public static IReadOnlyList<ColumnProfile> Of(PatientDatabase record, PatientTable table, ScopeCheck check, CancellationToken cancellationToken) =>
        record.Remember("profiles of " + table.Name, () => WorkOut(record, table, check, cancellationToken));

    private static ColumnProfile[] WorkOut(PatientDatabase record, PatientTable table, ScopeCheck check, CancellationToken cancellationToken)
    {
        string from = SnapshotWriter.Quoted(table.Name);
        string totals = string.Join(", ", table.Columns.Select(Totals));
        SqlAnswer extremes = ScopedRecord.Query(record, check, $"SELECT {totals} FROM {from}", [], cancellationToken);
        SqlAnswer sample = ScopedRecord.Query(record, check, $"SELECT * FROM {from} ORDER BY row LIMIT {SampledRows}", [], cancellationToken);
        string[] units = table.Columns.Any(static column => column.Name == "unit")
            ? [.. ScopedRecord.Query(record, check, $"SELECT unit, count(*) FROM {from} WHERE unit IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 12", [], cancellationToken)
                .Rows.Select(static row => RowText.Cell(row[0])!)]
            : [];
        return [.. table.Columns.Select((column, place) => Profile(column, place, extremes.Rows[0], sample, column.Name == "value_num" ? units : []))];
    }

    private static ColumnProfile Profile(Column column, int place, object?[] extremes, SqlAnswer sample, IReadOnlyList<string> units)
    {
        string[] examples = IsOrdered(column)
            ? []
            : [.. sample.Rows.Select(row => RowText.Cell(row[place])).OfType<string>().Where(static cell => cell.Length > 0).Distinct().Take(Examples).Select(Short)];
        return new ColumnProfile(
            column, (long)extremes[place * 3]!, extremes[(place * 3) + 1], extremes[(place * 3) + 2], units, examples);
    }

    private static string Totals(Column column)
    {
        string name = SnapshotWriter.Quoted(column.Name);
        return IsOrdered(column) ? $"count({name}), min({name}), max({name})" : $"count({name}), NULL, NULL";
    }

    private static bool IsOrdered(Column column) => column.Type != "TEXT" || column.Name.EndsWith("_time", StringComparison.Ordinal);

    private static string Short(string text) => text.Length <= ExampleChars ? text : text[..(char.IsHighSurrogate(text[ExampleChars - 1]) ? ExampleChars - 1 : ExampleChars)] + "…";
}
