using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using ClinSeek.Ehr.Database;
using ClinSeek.Ehr.Vocabularies;
using ClinSeek.Evidence.Tools;

namespace ClinSeek.Ehr.Tools;

/// <summary>The tools that say what the record holds. Parameter names are the reference system's, part of the contract.</summary>
internal sealed class OverviewMethods(ScopedRecord scoped, CandidateSource? candidates)
{
    private const int ListedValues = 50;

    public ToolResult LoadEhr(
        [Description(ToolArgumentTexts.Subject)] string? subject_id = null, [Description(ToolArgumentTexts.At)] string? timestamp = null, CancellationToken cancellationToken = default) =>
        scoped.Bound(subject_id, timestamp, (record, check) =>
        {
            var (lines, rows, locators) = Tables(record, check, cancellationToken);
            long total = rows.Sum(static row => row.GetProperty("rows").GetInt64());
            string[] times = [.. rows.SelectMany(static row => new[] { row.GetProperty("from").GetString(), row.GetProperty("to").GetString() }).OfType<string>().Order(StringComparer.Ordinal)];
            string span = times.Length == 0 ? "" : $", {times[0]} to {times[^1]}";
            string whole = record.Complete ? "Everything that the source sent could be read." : "A part of the record could not be read: what is missing here may exist.";
            string head = $"The record of this case's patient as it was known before {check.Cutoff.Instant:yyyy-MM-dd HH:mm:ss}Z: {lines.Count} tables, {total} rows{span}. {whole}";
            return EhrAnswers.Listing(ToolSchemas.EhrTables, head, lines, rows, locators, complete: true);
        });

    public ToolResult GetTableNames(
        [Description(ToolArgumentTexts.Subject)] string? subject_id = null, [Description(ToolArgumentTexts.At)] string? timestamp = null, CancellationToken cancellationToken = default) =>
        scoped.Bound(subject_id, timestamp, (record, check) =>
        {
            var (lines, rows, locators) = Tables(record, check, cancellationToken);
            ToolResult listing = EhrAnswers.Listing(ToolSchemas.EhrTables, $"{lines.Count} tables:", lines, rows, locators, record.Complete);
            IReadOnlyList<CandidateTable> vocabularies = candidates?.Store.Tables() ?? [];
            return vocabularies.Count == 0 ? listing : listing with { Text = listing.Text + "\nCandidate tables, for the get_candidates tools and for joins in a query: " + string.Join(", ", vocabularies.Select(static table => $"{table.Name} ({table.Count})")) + "." };
        });

    public ToolResult GetColumnNames(
        [Description(ToolArgumentTexts.Table)] string table_name,
        [Description(ToolArgumentTexts.Subject)] string? subject_id = null, [Description(ToolArgumentTexts.At)] string? timestamp = null) =>
        scoped.Bound(subject_id, timestamp, (record, _) =>
        {
            if (record.Find(table_name) is not { } table)
            {
                return CandidateColumns(table_name) ?? ScopedRecord.UnknownTable(record, table_name);
            }

            string[] lines = [.. table.Columns.Select(static column => $"{column.Name} {column.Type}: {column.Description}")];
            return EhrAnswers.Listing(
                ToolSchemas.EhrColumns, $"{table.Name}, {table.Description}; {table.Columns.Count} columns:", lines,
                [.. table.Columns.Select(column => RowJson.Of(
                    ["table", "column", "type", "description"], [table.Name, column.Name, column.Type, column.Description]))],
                [.. table.Columns.Select((column, place) => new Locator(table.Name, column.Name, lines[place]))], record.Complete);
        });

    private ToolResult? CandidateColumns(string? name)
    {
        if (candidates?.Store.SqlTable(name?.Trim().ToLowerInvariant() ?? string.Empty) is not { } table)
        {
            return null;
        }

        string[] lines = [.. table.Columns.Select(static column => $"{column} TEXT")];
        return EhrAnswers.Listing(
            ToolSchemas.EhrColumns, $"{table.Table.Name}, a candidate table of {table.Table.Count}: {table.Table.Description}; {table.Columns.Count} columns:", lines,
            [.. table.Columns.Select(column => RowJson.Of(["table", "column", "type", "description"], [table.Table.Name, column, "TEXT", string.Empty]))],
            [.. table.Columns.Select((column, place) => new Locator("vocabulary/" + table.Table.Name, column, lines[place]))], complete: true) with { Vocabularies = [table.Mark] };
    }

    public ToolResult GetTableDescription(
        [Description(ToolArgumentTexts.Table)] string table_name,
        [Description(ToolArgumentTexts.Subject)] string? subject_id = null, [Description(ToolArgumentTexts.At)] string? timestamp = null, CancellationToken cancellationToken = default) =>
        scoped.Bound(subject_id, timestamp, table_name, (record, table, check) =>
        {
            IReadOnlyList<ColumnProfile> profiles = ColumnProfiles.Of(record, table, check, cancellationToken);
            string[] lines = [.. profiles.Select(static profile => profile.Line)];
            return EhrAnswers.Listing(
                ToolSchemas.EhrColumnProfiles, $"{table.Name}: {table.Description}. Its columns, with how many rows fill them:", lines,
                [.. profiles.Select(profile => profile.ToRow(table.Name))],
                [.. profiles.Select((profile, place) => new Locator(table.Name, profile.Column.Name, lines[place]))], record.Complete);
        });

    public ToolResult GetUniqueValues(
        [Description(ToolArgumentTexts.Table)] string table_name,
        [Description("A column's name.")] string column_name,
        [Description(ToolArgumentTexts.Page)] int page = 1,
        [Description(ToolArgumentTexts.Subject)] string? subject_id = null, [Description(ToolArgumentTexts.At)] string? timestamp = null, CancellationToken cancellationToken = default) =>
        scoped.Bound(subject_id, timestamp, table_name, (record, table, check) =>
        {
            if (ScopedRecord.FindColumn(table, column_name) is not { } column)
            {
                return ScopedRecord.UnknownColumn(table, column_name);
            }

            return ScopedRecord.WrongPage(page) ?? Values(record, table, column, check, page, cancellationToken);
        });

    public ToolResult GetEventCountsByTime(
        [Description(ToolArgumentTexts.Start)] string start_time,
        [Description(ToolArgumentTexts.End)] string end_time,
        [Description(ToolArgumentTexts.Subject)] string? subject_id = null, [Description(ToolArgumentTexts.At)] string? timestamp = null, CancellationToken cancellationToken = default) =>
        scoped.Bound(subject_id, timestamp, (record, check) =>
        {
            var (start, end, problem) = ScopedRecord.Span(start_time, end_time);
            if (problem is not null)
            {
                return problem;
            }

            List<string> lines = [];
            List<JsonElement> rows = [];
            foreach (PatientTable table in record.Tables)
            {
                bool untimed = ScopedRecord.IsUntimed(record, table, check, cancellationToken);
                int count = untimed ? 0 : ScopedRecord.Count(
                    record, check, $"SELECT count(*) FROM {SnapshotWriter.Quoted(table.Name)} WHERE event_time >= ?1 AND event_time <= ?2", [start, end], cancellationToken);
                lines.Add(untimed ? $"{table.Name}: has no time" : $"{table.Name}: {count}");
                rows.Add(RowJson.Of(["table", "count"], [table.Name, untimed ? null : count]));
            }

            return EhrAnswers.Listing(
                ToolSchemas.EhrCounts, $"Records from {start} to {end}, by table:", lines, rows,
                [.. record.Tables.Select((table, place) => new Locator(table.Name, "table", lines[place]))], record.Complete);
        });

    private static ToolResult Values(PatientDatabase record, PatientTable table, Column column, ScopeCheck check, int page, CancellationToken cancellationToken)
    {
        string name = SnapshotWriter.Quoted(column.Name);
        string from = $"FROM {SnapshotWriter.Quoted(table.Name)} WHERE {name} IS NOT NULL";
        // A short list reads best sorted; of a long one the frequent values tell most.
        SqlAnswer answer = ScopedRecord.Query(
            record, check, $"WITH v AS (SELECT {name} AS value, count(*) AS n, count(*) OVER () AS distinct_values {from} GROUP BY 1) SELECT * FROM v ORDER BY iif(distinct_values > {ListedValues}, -n, 0), value LIMIT {ListedValues} OFFSET {(long)(page - 1) * ListedValues}", [], cancellationToken);
        int distinct = answer.Rows.Count > 0 ? (int)(long)answer.Rows[0][2]! : ScopedRecord.Count(record, check, $"SELECT count(DISTINCT {name}) {from}", [], cancellationToken);
        if (distinct == 0)
        {
            return EhrAnswers.Empty($"No row of {table.Name} has a {column.Name}. Missing is not negative: the record does not say.", record.Complete);
        }

        string[] lines = [.. answer.Rows.Select(static row => string.Create(CultureInfo.InvariantCulture, $"{RowText.Cell(row[0])} ({row[1]})"))];
        string? next = page * (long)ListedValues < distinct ? $"call again with page={page + 1}" : null;
        string head = distinct <= ListedValues
            ? $"{distinct} distinct values of {table.Name}.{column.Name}, with their rows:"
            : $"{lines.Length} of {distinct} distinct values of {table.Name}.{column.Name}, the frequent ones first, with their rows:";
        ToolResult listing = EhrAnswers.Listing(
            ToolSchemas.EhrValues, head, ResultText.Fit(lines, ResultText.MaxChars - head.Length), [.. answer.Rows.Select(row => RowJson.Of(["value", "rows"], row[..2]))],
            [.. lines.Select(line => new Locator($"{table.Name}.{column.Name}", "value", ResultText.Quote(line, line)))], record.Complete, next);
        return listing with { Total = distinct };
    }

    private static (List<string> Lines, List<JsonElement> Rows, IReadOnlyList<Locator> Locators) Tables(PatientDatabase record, ScopeCheck check, CancellationToken cancellationToken)
    {
        List<string> lines = [];
        List<JsonElement> rows = [];
        foreach (PatientTable table in record.Tables)
        {
            object?[] cells = ScopedRecord.Extent(record, table, check, cancellationToken);
            string[] columns = [.. table.Columns.Select(static column => column.Name)];
            rows.Add(RowJson.Of(["table", "rows", "columns", "from", "to"], [table.Name, cells[0], columns, cells[1], cells[2]]));
            string span = cells[1] is null ? string.Empty : $", {cells[1]} to {cells[2]}";
            lines.Add($"{table.Name}: {cells[0]} rows{span}; {table.Description}");
        }

        return (lines, rows, [.. record.Tables.Select((table, place) => new Locator(table.Name, "table", lines[place]))]);
    }
}
