using System.Globalization;
using SQLitePCL;

namespace ClinSeek.Ehr.Database;

/// <summary>
/// What a statement may do: select, read the record's tables and candidate tables laid beside them, recurse, and call functions of a
/// list. Everything else is denied.
/// </summary>
/// <param name="tables">The record's tables.</param>
/// <param name="candidates">The candidate tables by place; each lies alone in its <see cref="SchemaOf"/>.</param>
internal sealed class StatementAuthorizer(IReadOnlyList<PatientTable> tables, IReadOnlyList<string> candidates)
{
    private const int Function = 31;
    private const int Read = 20;
    private const int Recursive = 33;
    private const int Select = 21;

    private static readonly HashSet<string> Functions = new(StringComparer.OrdinalIgnoreCase)
    {
        "abs", "avg", "ceil", "ceiling", "char", "coalesce", "concat", "concat_ws", "count", "cume_dist", "current_date", "current_time",
        "current_timestamp", "date", "datetime", "dense_rank", "exp", "first_value", "floor", "format", "glob", "group_concat", "if", "ifnull",
        "iif", "instr", "julianday", "lag", "last_value", "lead", "length", "like", "ln", "log", "log10", "log2", "lower", "ltrim", "max", "min",
        "mod", "nth_value", "ntile", "nullif", "octet_length", "percent_rank", "pow", "power", "printf", "quote", "rank", "replace", "round",
        "row_number", "rtrim", "sign", "sqrt", "strftime", "string_agg", "substr", "substring", "sum", "time", "timediff", "total", "trim",
        "trunc", "typeof", "unicode", "unixepoch", "upper",
    };

    // What is in the file or in the library and no table of the record.
    private static readonly HashSet<string> Hidden = new(StringComparer.OrdinalIgnoreCase) { "snapshot", "dbstat", "bytecode", "tables_used" };

    private readonly Dictionary<string, string> _known = tables.ToDictionary(static table => table.Name, static table => table.Name, StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _schemas = candidates.Select(static (name, place) => (name, Schema: SchemaOf(place)))
        .ToDictionary(static item => item.name, static item => item.Schema, StringComparer.OrdinalIgnoreCase);
    private readonly SortedSet<string> _tables = new(StringComparer.Ordinal);
    private readonly HashSet<string> _candidates = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Why the statement was denied; null while nothing was.</summary>
    public string? Denial { get; private set; }

    /// <summary>The tables read so far.</summary>
    public IReadOnlyList<string> Tables => [.. _tables];

    /// <summary>The candidate tables read so far.</summary>
    public IReadOnlyCollection<string> Candidates => _candidates;

    /// <summary>The name of the database that a candidate table lies in.</summary>
    public static string SchemaOf(int place) => string.Create(CultureInfo.InvariantCulture, $"candidates{place}");

    public void Begin()
    {
        Denial = null;
        _tables.Clear();
        _candidates.Clear();
    }

    public int Authorize(object userData, int action, string first, string second, string database, string trigger) => action switch
    {
        Select or Recursive => raw.SQLITE_OK,
        Read => AllowRead(first, database),
        Function when Functions.Contains(second) => raw.SQLITE_OK,
        Function => Deny($"The function {Short(second)}() is not available."),
        _ => Deny("Only a SELECT that reads the record is allowed: no writes, no PRAGMA, no ATTACH, no schema changes."),
    };

    private int AllowRead(string table, string? database)
    {
        // A table of which no column is read, as by count(*), is reported without its database: so is a common table expression,
        // which may have any other name.
        if (string.IsNullOrEmpty(database) && !IsHidden(table) && !_known.ContainsKey(table))
        {
            _candidates.UnionWith(_schemas.ContainsKey(table) ? [table] : Array.Empty<string>());
            return raw.SQLITE_OK;
        }

        if (_schemas.TryGetValue(table, out string? schema) && schema == database)
        {
            _candidates.Add(table);
            return raw.SQLITE_OK;
        }

        if (database is null or "" or "main" && _known.TryGetValue(table, out string? known))
        {
            _tables.Add(known);
            return raw.SQLITE_OK;
        }

        return Deny($"{Short(table)} is not a table of this record. Tables: {string.Join(", ", _known.Values)}.");
    }

    private static bool IsHidden(string table) =>
        table.StartsWith("sqlite_", StringComparison.OrdinalIgnoreCase) || table.StartsWith("pragma_", StringComparison.OrdinalIgnoreCase) || Hidden.Contains(table);

    private int Deny(string reason)
    {
        Denial ??= reason;
        return raw.SQLITE_DENY;
    }

    private static string Short(string? name) => name is null ? "?" : name.Length <= 60 ? name : name[..60];
}
