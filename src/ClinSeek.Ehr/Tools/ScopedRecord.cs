using System.Text;
using ClinSeek.Ehr.Database;
using ClinSeek.Ehr.Time;
using ClinSeek.Evidence.Tools;

namespace ClinSeek.Ehr.Tools;

/// <summary>
/// The record of a case, call by call: each call's own idea of patient and time is compared with the case before anything is
/// read. What all tools share lies here; what one of them does lies in its own class.
/// </summary>
internal sealed class ScopedRecord(PatientDatabase database, CaseScope scope)
{
    /// <summary>Records on one page of an answer.</summary>
    public const int PageRows = 50;

    private const int LastPage = 100_000;

    /// <summary>Does a call's work on the record as the call may see it, or says why it may not.</summary>
    public ToolResult Bound(string? subjectId, string? timestamp, Func<PatientDatabase, ScopeCheck, ToolResult> work)
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

    /// <summary>As <see cref="Bound(string?, string?, Func{PatientDatabase, ScopeCheck, ToolResult})"/>, on one table.</summary>
    public ToolResult Bound(string? subjectId, string? timestamp, string? tableName, Func<PatientDatabase, PatientTable, ScopeCheck, ToolResult> work) =>
        Bound(subjectId, timestamp, (record, check) => record.Find(tableName) is { } table ? work(record, table, check) : UnknownTable(record, tableName));

    /// <summary>Runs one of the tools' own statements.</summary>
    public static SqlAnswer Query(PatientDatabase record, ScopeCheck check, string sql, IReadOnlyList<object?> parameters, CancellationToken cancellationToken) =>
        record.Query(sql, parameters, check.Cutoff, SqlGuardOptions.Default, cancellationToken);

    /// <summary>The number that a statement counts.</summary>
    public static int Count(PatientDatabase record, ScopeCheck check, string sql, IReadOnlyList<object?> parameters, CancellationToken cancellationToken)
    {
        SqlAnswer answer = Query(record, check, sql, parameters, cancellationToken);
        return answer.Rows.Count == 1 ? (int)(long)answer.Rows[0][0]! : 0;
    }

    /// <summary>A page of a table's rows in the order of their time, with how to ask for the next one.</summary>
    /// <param name="record">The record as the call may see it.</param>
    /// <param name="table">The table.</param>
    /// <param name="check">The call's cut-off.</param>
    /// <param name="where">What rows are wanted, as a condition over ?1, ?2 and so on.</param>
    /// <param name="parameters">Their values.</param>
    /// <param name="page">The page, from 1.</param>
    /// <param name="what">What the rows are, in words.</param>
    /// <param name="cancellationToken">Stops the statements.</param>
    public static ToolResult Page(
        PatientDatabase record, PatientTable table, ScopeCheck check, string where, IReadOnlyList<object?> parameters, int page, string what, CancellationToken cancellationToken)
    {
        if (WrongPage(page) is { } wrong)
        {
            return wrong;
        }

        string name = SnapshotWriter.Quoted(table.Name);
        int total = Count(record, check, $"SELECT count(*) FROM {name} WHERE {where}", parameters, cancellationToken);
        SqlAnswer answer = Query(
            record, check, $"SELECT * FROM {name} WHERE {where} ORDER BY event_time, row LIMIT {PageRows} OFFSET {Before(page)}", parameters, cancellationToken);
        return Answer(record, table, answer, total, page, what);
    }

    /// <summary>
    /// As <see cref="Page"/>, for a condition that no index answers and that is dear to ask of every row: it is asked once, for the
    /// page's keys together with their number.
    /// </summary>
    public static ToolResult PageOfScan(
        PatientDatabase record, PatientTable table, ScopeCheck check, string where, IReadOnlyList<object?> parameters, int page, string what, CancellationToken cancellationToken)
    {
        if (WrongPage(page) is { } wrong)
        {
            return wrong;
        }

        string name = SnapshotWriter.Quoted(table.Name);
        SqlAnswer keys = Query(
            record, check, $"SELECT row, count(*) OVER () FROM {name} WHERE {where} ORDER BY event_time, row LIMIT {PageRows} OFFSET {Before(page)}", parameters, cancellationToken);
        if (keys.Rows.Count == 0)
        {
            // Nothing matches, or the page lies behind the last.
            return Page(record, table, check, where, parameters, page, what, cancellationToken);
        }

        return Answer(record, table, OfKeys(record, table, check, keys.Rows.Select(static key => (long)key[0]!), cancellationToken), (int)(long)keys.Rows[0][1]!, page, what);
    }

    /// <summary>As <see cref="Page"/>, of rows whose keys are known, in order.</summary>
    public static ToolResult PageOfKeys(
        PatientDatabase record, PatientTable table, ScopeCheck check, IReadOnlyList<long> keys, int page, string what, CancellationToken cancellationToken)
    {
        if (WrongPage(page) is { } wrong)
        {
            return wrong;
        }

        SqlAnswer answer = OfKeys(record, table, check, keys.Skip((int)Math.Min(Before(page), int.MaxValue)).Take(PageRows), cancellationToken);
        return Answer(record, table, answer, keys.Count, page, what);
    }

    private static SqlAnswer OfKeys(PatientDatabase record, PatientTable table, ScopeCheck check, IEnumerable<long> keys, CancellationToken cancellationToken) => Query(
        record, check, $"SELECT * FROM {SnapshotWriter.Quoted(table.Name)} WHERE row IN ({string.Join(", ", keys)}) ORDER BY event_time, row", [], cancellationToken);

    /// <summary>What to answer to a page that cannot be; null where it can.</summary>
    public static ToolResult? WrongPage(int page) => page is < 1 or > LastPage ? ToolResult.Of(ToolOutcome.Failed, "page is a number from 1 on.") : null;

    /// <summary>Whether a table's rows have no time.</summary>
    public static bool IsUntimed(PatientDatabase record, PatientTable table, ScopeCheck check, CancellationToken cancellationToken) =>
        Extent(record, table, check, cancellationToken) is [> 0L, null, null];

    /// <summary>A table's number of rows with their first and last time; worked out once a record.</summary>
    public static object?[] Extent(PatientDatabase record, PatientTable table, ScopeCheck check, CancellationToken cancellationToken) => record.Remember(
        "extent of " + table.Name, () => Query(record, check, $"SELECT count(*), min(event_time), max(event_time) FROM {SnapshotWriter.Quoted(table.Name)}", [], cancellationToken).Rows[0]);

    /// <summary>The span of two time arguments, or what is wrong with them.</summary>
    public static (string Start, string End, ToolResult? Problem) Span(string startTime, string endTime)
    {
        if (Time(startTime) is not { } start || Time(endTime) is not { } end)
        {
            return ("", "", ToolResult.Of(ToolOutcome.Failed, "start_time or end_time is not a time. Write 2026-01-31 or 2026-01-31 08:00:00 (UTC)."));
        }

        return end.End < start.Start
            ? ("", "", ToolResult.Of(ToolOutcome.Failed, "end_time lies before start_time. Exchange them."))
            : (FhirTime.Render(start.Start), FhirTime.Render(end.End), null);
    }

    /// <summary>What to answer to a column that the table has not.</summary>
    public static ToolResult UnknownColumn(PatientTable table, string? name) => ToolResult.Of(
        ToolOutcome.Failed, $"{Short(name)} is not a column of {table.Name}. Columns: {string.Join(", ", table.Columns.Select(static column => column.Name))}.");

    /// <summary>The column of a name, whatever its case; null where there is none.</summary>
    public static Column? FindColumn(PatientTable table, string? name) =>
        table.Columns.FirstOrDefault(column => string.Equals(column.Name, name?.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <summary>What to answer to a table that the record has not.</summary>
    public static ToolResult UnknownTable(PatientDatabase record, string? name) => ToolResult.Of(
        ToolOutcome.Failed, $"{Short(name)} is not a table. Tables: {string.Join(", ", record.Tables.Select(static table => table.Name))}.");

    private static ToolResult Answer(PatientDatabase record, PatientTable table, SqlAnswer answer, int total, int page, string what)
    {
        string? next = page * (long)PageRows < total ? $"call again with page={page + 1}" : null;
        return EhrAnswers.Records(table, answer, total, what, next, record.Complete);
    }

    private static long Before(int page) => (long)(page - 1) * PageRows;

    private static FhirTime? Time(string text) => FhirTime.Parse(Encoding.UTF8.GetBytes(text.Trim()));

    private static string Short(string? name) => name is null ? "?" : name.Length <= 60 ? name : name[..60];
}
