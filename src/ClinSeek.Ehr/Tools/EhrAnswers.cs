using System.Text.Json;
using ClinSeek.Ehr.Database;
using ClinSeek.Evidence.Tools;

namespace ClinSeek.Ehr.Tools;

/// <summary>Makes tool results from rows.</summary>
internal static class EhrAnswers
{
    private const string Incomplete = "Note: a part of this record could not be read; what is missing here may exist.";

    /// <summary>Rows of one table, as lines.</summary>
    public static ToolResult Records(PatientTable table, SqlAnswer answer, int total, string what, string? next, bool complete)
    {
        if (answer.Rows.Count == 0)
        {
            return Empty($"No {what}. Missing is not negative: the record does not say.", complete);
        }

        List<string> headlines = [];
        List<string> lines = [];
        foreach (object?[] row in answer.Rows)
        {
            object? Cell(string name) => Find(answer, row, name);
            headlines.Add(RowText.Headline(table, Cell));
            lines.Add(RowText.Line(table, Cell, headlines[^1]));
        }

        string head = $"{answer.Rows.Count} of {total} {what}:";
        string? tail = Tail(next, complete);
        IReadOnlyList<string> fitted = ResultText.Fit(lines, ResultText.MaxChars - head.Length - (tail?.Length ?? 0) - 2);
        return new ToolResult
        {
            Outcome = next is null ? ToolOutcome.Ok : ToolOutcome.Truncated,
            Schema = ToolSchemas.EhrRows,
            Rows = [.. answer.Rows.Select(row => RowJson.Of(answer.Columns, row))],
            Text = ResultText.Join(head, fitted, tail),
            Shown = answer.Rows.Count,
            Total = total,
            Next = next,
            Locators = [.. answer.Rows.Select((row, place) => new Locator(
                (string)Find(answer, row, "resource")!, $"{table.Name}#{Find(answer, row, "row")}", ResultText.Quote(fitted[place], headlines[place])))],
        };
    }

    /// <summary>The rows of a free query, as a grid.</summary>
    public static ToolResult Query(SqlAnswer answer, bool complete) =>
        answer.Vocabularies.Count == 0 ? Grid(answer, complete) : Grid(answer, complete) with { Vocabularies = answer.Vocabularies };

    private static ToolResult Grid(SqlAnswer answer, bool complete)
    {
        if (answer.Reason is { } reason && answer.Rows.Count == 0)
        {
            return ToolResult.Of(answer.Outcome, reason);
        }

        if (answer.Rows.Count == 0)
        {
            return Empty("The query is right and gave no rows. Missing is not negative: the record does not say.", complete);
        }

        var grid = new GridText(answer.Columns);
        string[] lines = [.. answer.Rows.Select(grid.Line)];
        string count = answer.CountedAll ? $"{answer.Total}" : $"at least {answer.Total}";
        string? next = answer.Outcome == ToolOutcome.Truncated
            ? answer.Reason ?? $"add LIMIT {SqlGuardOptions.Default.MaxRows} OFFSET {answer.Rows.Count} to the query"
            : null;
        string head = $"{answer.Rows.Count} of {count} rows:\n{grid.Header}";
        string? tail = Tail(next, complete);
        IReadOnlyList<string> fitted = ResultText.Fit(lines, ResultText.MaxChars - head.Length - (tail?.Length ?? 0) - 2);
        return new ToolResult
        {
            Outcome = answer.Outcome,
            Schema = ToolSchemas.EhrRows,
            Rows = [.. answer.Rows.Select(row => RowJson.Of(answer.Columns, row))],
            Text = ResultText.Join(head, fitted, tail),
            Shown = answer.Rows.Count,
            Total = answer.Total,
            Next = next,
            Locators = [.. answer.Rows.Select((row, place) => Locate(answer, row, place, ResultText.Quote(fitted[place], grid.Headline(row) ?? "")))],
        };
    }

    /// <summary>Rows that describe the database itself.</summary>
    public static ToolResult Listing(
        string schema, string head, IReadOnlyList<string> lines, IReadOnlyList<JsonElement> rows, IReadOnlyList<Locator> locators, bool complete, string? next = null) => new()
        {
            Outcome = next is null ? ToolOutcome.Ok : ToolOutcome.Truncated,
            Schema = schema,
            Rows = rows,
            Text = ResultText.Join(head, lines, Tail(next, complete)),
            Shown = rows.Count,
            Total = rows.Count,
            Next = next,
            Locators = locators,
        };

    /// <summary>Nothing matched, which never says «absent».</summary>
    public static ToolResult Empty(string text, bool complete) =>
        new() { Outcome = ToolOutcome.Empty, Schema = ToolSchemas.EhrRows, Text = complete ? text : text + "\n" + Incomplete };

    private static string? Tail(string? next, bool complete) => (next, complete) switch
    {
        (null, true) => null,
        (null, false) => Incomplete,
        ({ } more, true) => $"More: {more}.",
        ({ } more, false) => $"More: {more}.\n{Incomplete}",
    };

    private static Locator Locate(SqlAnswer answer, object?[] row, int place, string? quote)
    {
        bool known = Find(answer, row, "resource") is string && Find(answer, row, "row") is long;
        string table = answer.RowTable ?? (answer.Tables.Count == 1 ? answer.Tables[0] : "row");
        return known
            ? new Locator((string)Find(answer, row, "resource")!, $"{table}#{Find(answer, row, "row")}", quote)
            : new Locator(Sources(answer), $"result#{place + 1}", quote);
    }

    private static string Sources(SqlAnswer answer)
    {
        string named = string.Join(',', answer.Tables.Concat(answer.Vocabularies.Select(static vocabulary => "vocabulary/" + vocabulary.Name)));
        return named.Length == 0 ? "query" : named;
    }

    private static object? Find(SqlAnswer answer, object?[] row, string name)
    {
        for (int place = 0; place < answer.Columns.Count; place++)
        {
            if (answer.Columns[place] == name)
            {
                return row[place];
            }
        }

        return null;
    }
}
