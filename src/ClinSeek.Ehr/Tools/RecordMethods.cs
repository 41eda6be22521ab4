using System.ComponentModel;
using System.Text;
using ClinSeek.Ehr.Database;
using ClinSeek.Ehr.Vocabularies;
using ClinSeek.Evidence.Tools;

namespace ClinSeek.Ehr.Tools;

/// <summary>The tools that give records. Parameter names are the reference system's, part of the contract.</summary>
internal sealed class RecordMethods(ScopedRecord scoped, CandidateSource? candidates)
{
    private const int MaxRows = 200;
    private const int MaxKeyword = 190;

    public ToolResult GetRecordsByTime(
        [Description(ToolArgumentTexts.Table)] string table_name,
        [Description(ToolArgumentTexts.Start)] string start_time,
        [Description(ToolArgumentTexts.End)] string end_time,
        [Description(ToolArgumentTexts.Page)] int page = 1,
        [Description(ToolArgumentTexts.Subject)] string? subject_id = null, [Description(ToolArgumentTexts.At)] string? timestamp = null, CancellationToken cancellationToken = default) =>
        scoped.Bound(subject_id, timestamp, table_name, (record, table, check) =>
        {
            if (ScopedRecord.IsUntimed(record, table, check, cancellationToken))
            {
                return ToolResult.Of(ToolOutcome.Failed, $"{table.Name} has no time. Use ehr.get_latest_records for it.");
            }

            var (start, end, problem) = ScopedRecord.Span(start_time, end_time);
            return problem ?? ScopedRecord.Page(
                record, table, check, "event_time >= ?1 AND event_time <= ?2", [start, end], page, $"{table.Name} records from {start} to {end}", cancellationToken);
        });

    public ToolResult GetLatestRecords(
        [Description(ToolArgumentTexts.Table)] string table_name,
        [Description("How many, 1 to 200.")] int n = 10,
        [Description("Only this code: 30934-4, or with its system and as a prefix icd10cm|I50. Several are separated by commas.")] string? code = null,
        [Description(ToolArgumentTexts.Subject)] string? subject_id = null, [Description(ToolArgumentTexts.At)] string? timestamp = null, CancellationToken cancellationToken = default) =>
        scoped.Bound(subject_id, timestamp, table_name, (record, table, check) =>
        {
            if (n is < 1 or > MaxRows)
            {
                return ToolResult.Of(ToolOutcome.Failed, $"n is a number from 1 to {MaxRows}.");
            }

            CodeFilter filter = CodeFilter.Of(table, code);
            if (filter.Problem is { } problem)
            {
                return ToolResult.Of(ToolOutcome.Failed, problem);
            }

            string name = SnapshotWriter.Quoted(table.Name);
            int total = ScopedRecord.Count(record, check, $"SELECT count(*) FROM {name}{filter.Where}", filter.Parameters, cancellationToken);
            SqlAnswer answer = ScopedRecord.Query(
                record, check, $"SELECT * FROM {name}{filter.Where} ORDER BY event_time DESC, row DESC LIMIT {n}", filter.Parameters, cancellationToken);
            string? next = answer.Rows.Count >= total ? null
                : n < MaxRows ? $"call again with a larger n, up to {MaxRows}" : "use ehr.get_records_by_time for the earlier ones";
            return EhrAnswers.Records(table, answer, total, $"{table.Name} records{filter.Words}, newest first", next, record.Complete);
        });

    public ToolResult GetRecordsByKeyword(
        [Description(ToolArgumentTexts.Table)] string table_name,
        [Description("Looked for literally in every text column, whatever its case.")] string keyword,
        [Description(ToolArgumentTexts.Page)] int page = 1,
        [Description(ToolArgumentTexts.Subject)] string? subject_id = null, [Description(ToolArgumentTexts.At)] string? timestamp = null, CancellationToken cancellationToken = default) =>
        scoped.Bound(subject_id, timestamp, table_name, (record, table, check) =>
        {
            string wanted = keyword.Trim();
            if (wanted.Length == 0 || wanted.Contains('\0', StringComparison.Ordinal) || Encoding.UTF8.GetByteCount(ValueFilter.Literal(wanted)) > MaxKeyword)
            {
                return ToolResult.Of(ToolOutcome.Failed, $"keyword has 1 to {MaxKeyword} characters (fewer where they are not ASCII) and no NUL.");
            }

            if (!table.Own.Any(static column => column.Type == "TEXT"))
            {
                return ToolResult.Of(ToolOutcome.Failed, $"{table.Name} has no text column. Use ehr.get_records_by_value for it.");
            }

            string what = $"{table.Name} records that contain '{wanted}'";
            // SQLite folds the case of ASCII letters alone; other letters are looked for in two more spellings.
            string[] spellings = Ascii.IsValid(wanted) ? [wanted] : [wanted, wanted.ToLowerInvariant(), wanted.ToUpperInvariant()];
            return record.TextsOf(table) is { } texts
                ? ScopedRecord.PageOfKeys(record, table, check, texts.Containing(spellings), page, what, cancellationToken)
                : ScopedRecord.PageOfScan(record, table, check, Containing(table, spellings.Length), [.. spellings.Select(Containing)], page, what, cancellationToken);
        });

    public ToolResult GetRecordsByValue(
        [Description(ToolArgumentTexts.Table)] string table_name,
        [Description("A column's name.")] string column_name,
        [Description("The whole value; a number matches however it is written (5 and 5.0).")] string value,
        [Description(ToolArgumentTexts.Page)] int page = 1,
        [Description(ToolArgumentTexts.Subject)] string? subject_id = null, [Description(ToolArgumentTexts.At)] string? timestamp = null, CancellationToken cancellationToken = default) =>
        scoped.Bound(subject_id, timestamp, table_name, (record, table, check) =>
        {
            if (ScopedRecord.FindColumn(table, column_name) is not { } column)
            {
                return ScopedRecord.UnknownColumn(table, column_name);
            }

            ValueFilter filter = ValueFilter.Of(column, value);
            if (filter.Problem is { } problem)
            {
                return ToolResult.Of(ToolOutcome.Failed, problem);
            }

            string what = $"{table.Name} records with {column.Name} = {value.Trim()}";
            ToolResult found = ScopedRecord.Page(record, table, check, filter.Where, filter.Parameters, page, what, cancellationToken);
            int alike = found.Outcome == ToolOutcome.Empty && column.Type == "TEXT"
                ? ScopedRecord.Count(record, check, $"SELECT count(*) FROM {SnapshotWriter.Quoted(table.Name)} WHERE trim({SnapshotWriter.Quoted(column.Name)}) LIKE ?1 ESCAPE '\\'", [ValueFilter.Literal(value.Trim())], cancellationToken)
                : 0;
            return alike == 0 ? found : found with { Text = $"{found.Text} {alike} differ from it in case alone; ehr.get_unique_values lists the spellings." };
        });

    public ToolResult RunSqlQuery(
        [Description("One SELECT over the record's tables, joined with candidate tables where that helps; parameters are not supported.")] string sql_query,
        [Description(ToolArgumentTexts.Subject)] string? subject_id = null, [Description(ToolArgumentTexts.At)] string? timestamp = null, CancellationToken cancellationToken = default) =>
        scoped.Bound(subject_id, timestamp, (record, check) =>
            EhrAnswers.Query(Select(record, check, sql_query, cancellationToken), record.Complete));

    // The record alone answers most queries, and then the result follows from it alone.
    private SqlAnswer Select(PatientDatabase record, ScopeCheck check, string sql, CancellationToken cancellationToken)
    {
        SqlAnswer alone = ScopedRecord.Query(record, check, sql, [], cancellationToken);
        if (alone.MissingTable is null || candidates is null)
        {
            return alone;
        }

        CandidateSqlTable[] beside = [.. MentionedTables.In(sql, candidates.Store.Tables().Select(static table => table.Name), record).Select(candidates.Store.SqlTable).OfType<CandidateSqlTable>()];
        return beside.Length == 0 ? alone : record.Query(sql, beside, check.Cutoff, SqlGuardOptions.Default, cancellationToken);
    }

    /// <summary>The condition that a text column contains one of some texts, which are the parameters.</summary>
    internal static string Containing(PatientTable table, int spellings) => "(" + string.Join(" OR ", table.Own.Where(static column => column.Type == "TEXT")
        .SelectMany(column => Enumerable.Range(1, spellings).Select(place => $@"{SnapshotWriter.Quoted(column.Name)} LIKE ?{place} ESCAPE '\'"))) + ")";

    internal static string Containing(string text) => $"%{ValueFilter.Literal(text)}%";
}
