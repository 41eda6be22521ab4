using System.Globalization;
using ClinSeek.Evidence.Cutoff;
using SQLitePCL;

namespace ClinSeek.Ehr.Database;

/// <summary>
/// Replaces SQLite's date functions so that 'now' is the case's cut-off: a statement gives the same answer whenever it runs, and
/// «the last 30 days» means those before the cut-off. All else is left to SQLite, asked through a second, empty database.
/// </summary>
internal sealed class CutoffClock : IDisposable
{
    private static readonly string[] Named = ["date", "time", "datetime", "julianday", "unixepoch", "strftime", "timediff"];
    private static readonly (string Name, string Function)[] Current =
        [("current_date", "date"), ("current_time", "time"), ("current_timestamp", "datetime")];

    private readonly sqlite3 _calculator = MemoryDatabase.Create();
    private readonly Dictionary<(string, int), sqlite3_stmt> _statements = [];
    private readonly List<delegate_function_scalar> _alive = [];

    public CutoffClock(sqlite3 database)
    {
        foreach (string name in Named)
        {
            Register(database, name, -1, (context, _, values) => Evaluate(context, name, values));
        }

        foreach ((string name, string function) in Current)
        {
            Register(database, name, 0, (context, _, values) => Evaluate(context, function, values));
        }
    }

    public CutoffTime Now { get; set; }

    public void Dispose()
    {
        foreach (sqlite3_stmt statement in _statements.Values)
        {
            statement.Dispose();
        }

        _calculator.Dispose();
    }

    private void Register(sqlite3 database, string name, int arguments, delegate_function_scalar function)
    {
        _alive.Add(function);
        MemoryDatabase.Check(database, raw.sqlite3_create_function(database, name, arguments, raw.SQLITE_DETERMINISTIC, null, function));
    }

    private void Evaluate(sqlite3_context context, string function, sqlite3_value[] values)
    {
        List<object?> arguments = [.. values.Select(Value)];
        // Each function reads the present when its time is left out.
        int first = function == "strftime" ? 1 : 0;
        if (arguments.Count == first || (arguments.Count == first + 1 && arguments[first] is string only && IsSubsecond(only)))
        {
            arguments.Insert(first, "now");
        }

        if (function == "timediff" && (arguments.Count != 2 || arguments.Exists(static item => item is string text && IsSubsecond(text))))
        {
            raw.sqlite3_result_error(context, "timediff takes two times");
            return;
        }

        for (int place = 0; place < arguments.Count; place++)
        {
            if (arguments[place] is string text)
            {
                if (text.Trim().ToUpperInvariant() is "LOCALTIME" or "UTC")
                {
                    raw.sqlite3_result_error(context, "all times are UTC; leave localtime and utc out");
                    return;
                }

                arguments[place] = text.Trim().Equals("now", StringComparison.OrdinalIgnoreCase)
                    ? Now.Instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture)
                    : text;
            }
        }

        Calculate(context, function, arguments);
    }

    // Alone it would stand for the present, like 'now'.
    private static bool IsSubsecond(string text) => text.Trim().ToUpperInvariant() is "SUBSEC" or "SUBSECOND";

    private void Calculate(sqlite3_context context, string function, List<object?> arguments)
    {
        if (!_statements.TryGetValue((function, arguments.Count), out sqlite3_stmt? statement))
        {
            string sql = $"SELECT {function}({string.Join(',', Enumerable.Repeat('?', arguments.Count))})";
            MemoryDatabase.Check(_calculator, raw.sqlite3_prepare_v2(_calculator, sql, out statement));
            _statements[(function, arguments.Count)] = statement;
        }

        SqlParameters.Bind(_calculator, statement, arguments);
        switch (raw.sqlite3_step(statement) == raw.SQLITE_ROW ? raw.sqlite3_column_type(statement, 0) : raw.SQLITE_NULL)
        {
            case raw.SQLITE_TEXT:
                raw.sqlite3_result_text(context, raw.sqlite3_column_text(statement, 0).utf8_to_string());
                break;
            case raw.SQLITE_INTEGER:
                raw.sqlite3_result_int64(context, raw.sqlite3_column_int64(statement, 0));
                break;
            case raw.SQLITE_FLOAT:
                raw.sqlite3_result_double(context, raw.sqlite3_column_double(statement, 0));
                break;
            default:
                raw.sqlite3_result_null(context);
                break;
        }

        raw.sqlite3_reset(statement);
    }

    private static object? Value(sqlite3_value value) => raw.sqlite3_value_type(value) switch
    {
        raw.SQLITE_INTEGER => raw.sqlite3_value_int64(value),
        raw.SQLITE_FLOAT => raw.sqlite3_value_double(value),
        raw.SQLITE_TEXT => raw.sqlite3_value_text(value).utf8_to_string(),
        _ => null,
    };
}
