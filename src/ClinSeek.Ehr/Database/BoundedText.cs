using SQLitePCL;

namespace ClinSeek.Ehr.Database;

/// <summary>
/// Replaces the text functions whose cost is the product of two lengths: they run inside one step of a statement, where no
/// deadline can reach them. The needle is bounded instead; the work is then linear.
/// </summary>
internal sealed class BoundedText
{
    private const int LongestNeedle = 1000;
    private const int LongestTrimSet = 100;

    private readonly List<delegate_function_scalar> _alive = [];

    public BoundedText(sqlite3 database)
    {
        Register(database, "instr", 2, LongestNeedle, static (context, arguments) =>
            raw.sqlite3_result_int64(context, arguments[0].IndexOf(arguments[1], StringComparison.Ordinal) + 1));
        Register(database, "trim", 2, LongestTrimSet, static (context, arguments) =>
            raw.sqlite3_result_text(context, arguments[0].Trim(arguments[1].ToCharArray())));
        Register(database, "ltrim", 2, LongestTrimSet, static (context, arguments) =>
            raw.sqlite3_result_text(context, arguments[0].TrimStart(arguments[1].ToCharArray())));
        Register(database, "rtrim", 2, LongestTrimSet, static (context, arguments) =>
            raw.sqlite3_result_text(context, arguments[0].TrimEnd(arguments[1].ToCharArray())));
        Register(database, "replace", 3, LongestNeedle, Replace);
    }

    private void Register(sqlite3 database, string name, int arguments, int longest, Action<sqlite3_context, string[]> work)
    {
        delegate_function_scalar function = (context, _, values) =>
        {
            if (values.Any(IsNull))
            {
                raw.sqlite3_result_null(context);
            }
            else if (values.Skip(1).Any(value => raw.sqlite3_value_bytes(value) > longest))
            {
                raw.sqlite3_result_error(context, $"the arguments of {name} after the first have {longest} bytes at most");
            }
            else
            {
                work(context, [.. values.Select(Text)]);
            }
        };
        _alive.Add(function);
        MemoryDatabase.Check(database, raw.sqlite3_create_function(database, name, arguments, raw.SQLITE_DETERMINISTIC, null, function));
    }

    private static void Replace(sqlite3_context context, string[] arguments)
    {
        (string text, string needle, string instead) = (arguments[0], arguments[1], arguments[2]);
        long length = text.Length;
        for (int at = 0; needle.Length > 0 && (at = text.IndexOf(needle, at, StringComparison.Ordinal)) >= 0; at += needle.Length)
        {
            length += instead.Length - needle.Length;
        }

        // Known before it is built: an exception must not cross SQLite's frames.
        if (length > SqlLimits.LongestValue / 3)
        {
            raw.sqlite3_result_error(context, "the result of replace is too long");
            return;
        }

        raw.sqlite3_result_text(context, needle.Length == 0 ? text : text.Replace(needle, instead, StringComparison.Ordinal));
    }

    private static bool IsNull(sqlite3_value value) => raw.sqlite3_value_type(value) == raw.SQLITE_NULL;

    private static string Text(sqlite3_value value) => raw.sqlite3_value_text(value).utf8_to_string() ?? string.Empty;
}
