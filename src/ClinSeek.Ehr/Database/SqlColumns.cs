using System.Globalization;
using SQLitePCL;

namespace ClinSeek.Ehr.Database;

/// <summary>Reads the columns of a running statement.</summary>
internal static class SqlColumns
{
    /// <summary>Characters of a column's name at most: without an alias it is the expression itself, and every row repeats it.</summary>
    public const int MaxNameChars = 200;

    public static string[] Names(sqlite3_stmt statement)
    {
        var names = new string[raw.sqlite3_column_count(statement)];
        var used = new HashSet<string>(StringComparer.Ordinal);
        for (int place = 0; place < names.Length; place++)
        {
            string name = Short(raw.sqlite3_column_name(statement, place).utf8_to_string());
            string unique = name;
            for (int copy = 2; !used.Add(unique); copy++)
            {
                unique = string.Create(CultureInfo.InvariantCulture, $"{name}_{copy}");
            }

            names[place] = unique;
        }

        return names;
    }

    /// <summary>The table whose key the column <c>row</c> is, so that a row can be cited.</summary>
    public static string? RowTable(sqlite3_stmt statement, string[] columns)
    {
        int row = Array.IndexOf(columns, "row");
        return row >= 0 && raw.sqlite3_column_origin_name(statement, row).utf8_to_string() == "row"
            ? raw.sqlite3_column_table_name(statement, row).utf8_to_string()
            : null;
    }

    public static object?[] Read(sqlite3_stmt statement, int count, int maxCellChars, ref int chars)
    {
        var cells = new object?[count];
        for (int place = 0; place < count; place++)
        {
            cells[place] = raw.sqlite3_column_type(statement, place) switch
            {
                raw.SQLITE_INTEGER => raw.sqlite3_column_int64(statement, place),
                raw.SQLITE_FLOAT => Finite(raw.sqlite3_column_double(statement, place)),
                raw.SQLITE_TEXT => CellText.Cut(raw.sqlite3_column_text(statement, place).utf8_to_string(), maxCellChars),
                raw.SQLITE_BLOB => $"[{raw.sqlite3_column_bytes(statement, place)} bytes]",
                _ => null,
            };
            chars += cells[place] is string text ? text.Length : 8;
        }

        return cells;
    }

    private static string Short(string name) =>
        name.Length <= MaxNameChars ? name : name[..(char.IsHighSurrogate(name[MaxNameChars - 1]) ? MaxNameChars - 1 : MaxNameChars)];

    private static object? Finite(double value) => double.IsFinite(value) ? value : value.ToString(CultureInfo.InvariantCulture);
}
