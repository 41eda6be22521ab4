using System.ComponentModel;
using System.Text;
using System.Text.Json;
using ClinSeek.Ehr.Database;
using ClinSeek.Ehr.Time;
using ClinSeek.Evidence.Tools;

namespace ClinSeek.Ehr.Tools;

/// <summary>The tools' work. Parameter names are the reference system's, part of the contract.</summary>
internal sealed class EhrToolMethods(PatientDatabase database, CaseScope scope)
{
    private const int PageRows = 50;
    private const int MaxRows = 200;

    private const string Subject = "Compared with the case's patient.";
    private const string At = "Compared with the case's cut-off; an earlier one narrows this call.";

    public ToolResult GetTableNames(
        [Description(Subject)] string? subject_id = null, [Description(At)] string? timestamp = null, CancellationToken cancellationToken = default) =>
        Bound(subject_id, timestamp, (record, check) =>
        {
            List<string> lines = [];
            List<JsonElement> rows = [];
            foreach (PatientTable table in record.Tables)
            {
                SqlAnswer answer = record.Query(
                    $"SELECT count(*), min(event_time), max(event_time) FROM {table.Name}", [], check.Cutoff, SqlGuardOptions.Default, cancellationToken);
                object?[] cells = answer.Rows[0];
                string[] columns = [.. table.Columns.Select(static column => column.Name)];
                rows.Add(RowJson.Of(["table", "rows", "columns", "from", "to"], [table.Name, cells[0], columns, cells[1], cells[2]]));
                string span = cells[1] is null ? string.Empty : $", {cells[1]} to {cells[2]}";
                lines.Add($"{table.Name}: {cells[0]} rows{span}; {table.Description}");
            }

            return EhrAnswers.Listing(
                ToolSchemas.EhrTables, $"{lines.Count} tables:", lines, rows,
                [.. record.Tables.Select((table, place) => new Locator(table.Name, "table", lines[place]))], record.Complete);
        });

    public ToolResult GetColumnNames(
        [Description("A table's name.")] string table_name,
        [Description(Subject)] string? subject_id = null, [Description(At)] string? timestamp = null) =>
        Bound(subject_id, timestamp, (record, _) =>
        {
            if (record.Find(table_name) is not { } table)
            {
                return UnknownTable(record, table_name);
            }

            string[] lines = [.. table.Columns.Select(static column => $"{column.Name} {column.Type}: {column.Description}")];
            return EhrAnswers.Listing(
                ToolSchemas.EhrColumns, $"{table.Name}, {table.Description}; {table.Columns.Count} columns:", lines,
                [.. table.Columns.Select(column => RowJson.Of(
                    ["table", "column", "type", "description"], [table.Name, column.Name, column.Type, column.Description]))],
                [.. table.Columns.Select((column, place) => new Locator(table.Name, column.Name, lines[place]))], record.Complete);
        });

    public ToolResult GetRecordsByTime(
        [Description("A table's name.")] string table_name,
        [Description("First time, as 2026-01-31 or 2026-01-31 08:00:00, UTC.")] string start_time,
        [Description("Last time, included; a bare date covers its day.")] string end_time,
        [Description("Page of 50 records, from 1.")] int page = 1,
        [Description(Subject)] string? subject_id = null, [Description(At)] string? timestamp = null, CancellationToken cancellationToken = default) =>
        Bound(subject_id, timestamp, (record, check) =>
        {
            if (record.Find(table_name) is not { } table)
            {
                return UnknownTable(record, table_name);
            }

            if (table.Name == "patient")
            {
                return ToolResult.Of(ToolOutcome.Failed, "patient has no time. Use ehr.get_latest_records for it.");
            }

            if (Time(start_time) is not { } start || Time(end_time) is not { } end)
            {
                return ToolResult.Of(ToolOutcome.Failed, "start_time or end_time is not a time. Write 2026-01-31 or 2026-01-31 08:00:00 (UTC).");
            }

            if (end.End < start.Start)
            {
                return ToolResult.Of(ToolOutcome.Failed, "end_time lies before start_time. Exchange them.");
            }

            if (page is < 1 or > 100_000)
            {
                return ToolResult.Of(ToolOutcome.Failed, "page is a number from 1 on.");
            }

            object?[] span = [FhirTime.Render(start.Start), FhirTime.Render(end.End), (long)PageRows, (long)(page - 1) * PageRows];
            int total = Count(record, check, $"SELECT count(*) FROM {table.Name} WHERE event_time >= ?1 AND event_time <= ?2", span, cancellationToken);
            SqlAnswer answer = record.Query(
                $"SELECT * FROM {table.Name} WHERE event_time >= ?1 AND event_time <= ?2 ORDER BY event_time, row LIMIT ?3 OFFSET ?4",
                span, check.Cutoff, SqlGuardOptions.Default, cancellationToken);
            string? next = page * PageRows < total ? $"call again with page={page + 1}" : null;
            return EhrAnswers.Records(table, answer, total, $"{table.Name} records from {span[0]} to {span[1]}", next, record.Complete);
        });

    public ToolResult GetLatestRecords(
        [Description("A table's name.")] string table_name,
        [Description("How many, 1 to 200.")] int n = 10,
        [Description("Only this code: 30934-4, or with its system and as a prefix icd10cm|I50. Several are separated by commas.")] string? code = null,
        [Description(Subject)] string? subject_id = null, [Description(At)] string? timestamp = null, CancellationToken cancellationToken = default) =>
        Bound(subject_id, timestamp, (record, check) =>
        {
            if (record.Find(table_name) is not { } table)
            {
                return UnknownTable(record, table_name);
            }

            if (n is < 1 or > MaxRows)
            {
                return ToolResult.Of(ToolOutcome.Failed, $"n is a number from 1 to {MaxRows}.");
            }

            CodeFilter filter = CodeFilter.Of(table, code);
            if (filter.Problem is { } problem)
            {
                return ToolResult.Of(ToolOutcome.Failed, problem);
            }

            int total = Count(record, check, $"SELECT count(*) FROM {table.Name}{filter.Where}", filter.Parameters, cancellationToken);
            SqlAnswer answer = record.Query(
                $"SELECT * FROM {table.Name}{filter.Where} ORDER BY event_time DESC, row DESC LIMIT {n}",
                filter.Parameters, check.Cutoff, SqlGuardOptions.Default, cancellationToken);
            string? next = answer.Rows.Count >= total ? null
                : n < MaxRows ? $"call again with a larger n, up to {MaxRows}" : "use ehr.get_records_by_time for the earlier ones";
            return EhrAnswers.Records(table, answer, total, $"{table.Name} records{filter.Words}, newest first", next, record.Complete);
        });

    public ToolResult RunSqlQuery(
        [Description("One SELECT; parameters are not supported.")] string sql_query,
        [Description(Subject)] string? subject_id = null, [Description(At)] string? timestamp = null, CancellationToken cancellationToken = default) =>
        Bound(subject_id, timestamp, (record, check) =>
            EhrAnswers.Query(record.Query(sql_query, [], check.Cutoff, SqlGuardOptions.Default, cancellationToken), record.Complete));

    private ToolResult Bound(string? subjectId, string? timestamp, Func<PatientDatabase, ScopeCheck, ToolResult> work)
    {
        ScopeCheck check = scope.Check(subjectId, timestamp);
        if (!check.Allowed)
        {
            return ToolResult.Of(ToolOutcome.Denied, check.Refusal!);
        }

        if (check.Cutoff != scope.Cutoff && !database.CanLookAt(check.Cutoff))
        {
            return ToolResult.Of(ToolOutcome.Failed, "Too many different timestamps in this case. Leave timestamp out and compare available_time in a query.");
        }

        return work(check.Cutoff == scope.Cutoff ? database : database.At(check.Cutoff), check);
    }

    private static int Count(PatientDatabase record, ScopeCheck check, string sql, IReadOnlyList<object?> parameters, CancellationToken cancellationToken)
    {
        SqlAnswer answer = record.Query(sql, parameters, check.Cutoff, SqlGuardOptions.Default, cancellationToken);
        return answer.Rows.Count == 1 ? (int)(long)answer.Rows[0][0]! : 0;
    }

    private static FhirTime? Time(string text) => FhirTime.Parse(Encoding.UTF8.GetBytes(text.Trim()));

    private static ToolResult UnknownTable(PatientDatabase record, string? name)
    {
        string shown = name is null ? "?" : name.Length <= 60 ? name : name[..60];
        return ToolResult.Of(ToolOutcome.Failed, $"{shown} is not a table. Tables: {string.Join(", ", record.Tables.Select(static table => table.Name))}.");
    }
}
