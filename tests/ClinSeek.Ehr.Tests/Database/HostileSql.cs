using FsCheck;
using FsCheck.Fluent;

namespace ClinSeek.Ehr.Tests.Database;

/// <summary>
/// Statements as a confused or hostile author writes them: a grammar over the record's own names and over everything that SQLite has to
/// reach past them, spoilt afterwards by comments, cuts, NULs and lone surrogates.
/// </summary>
internal static class HostileSql
{
    private static readonly Gen<string> Column = Gen.Elements(
        "row", "resource", "event_time", "available_time", "value_num", "display", "codes", "text", "observation.row", "\"status\"", "[unit]", "`id`", "o.value_num", "x", "rowid", "_rowid_", "nothing");

    private static readonly Gen<string> Table = Gen.Frequency(
        (6, Gen.Elements("observation", "condition", "document", "encounter", "medication", "patient", "main.observation", "\"observation\" AS o", "OBSERVATION o NOT INDEXED", "observation INDEXED BY observation_event")),
        (2, Gen.Elements("shadow", "n", "x")),
        (2, Gen.Elements(
            "sqlite_master", "sqlite_schema", "main.sqlite_master", "temp.sqlite_master", "sqlite_temp_schema", "\"sqlite_master\"", "[SQLITE_SCHEMA]", "sqlite_sequence", "sqlite_stat1", "snapshot", "main.snapshot",
            "pragma_table_info('observation')", "pragma_table_list", "pragma_database_list()", "pragma_function_list", "pragma_table_xinfo('snapshot')", "pragma_compile_options",
            "dbstat", "sqlite_dbpage", "sqlite_stmt", "bytecode('SELECT 1')", "tables_used('SELECT 1')", "generate_series(1,1e9)", "json_each('[1,2]')", "json_tree('{\"a\":[1]}')", "fts5vocab", "other.observation")));

    private static readonly Gen<string> Literal = Gen.Elements(
        "1", "0", "-1", "9223372036854775807", "-9223372036854775808", "9223372036854775808", "1e308", "1e999", "0x7fffffffffffffff", "NULL", "''", "'a'", "'it''s'", "'%_%'", "x'00ff'", "x''",
        "'2026-01-10'", "'now'", "'\ud83d\ude00'", "'\udc00'", "'\ud800x'", "'ẞé'", "?1", "?50", ":p", "@p", "current_timestamp", "TRUE", "*", "'CREATE'", "char(0,65,1114111,55296)");

    private static readonly Gen<string> Function = Gen.Elements(
        "abs", "count", "length", "max", "group_concat", "string_agg", "replace", "printf", "format", "substr", "instr", "trim", "upper", "quote", "hex", "unhex", "zeroblob", "randomblob", "random", "load_extension",
        "json", "json_extract", "json_group_array", "json_object", "jsonb", "readfile", "writefile", "edit", "eval", "fts5", "sqlite_compileoption_get", "sqlite_source_id", "last_insert_rowid", "changes", "total_changes",
        "date", "strftime", "julianday", "row_number", "lead", "ntile", "nth_value", "like", "glob", "regexp", "match", "likelihood", "soundex", "typeof", "unicode", "char", "round", "concat_ws", "iif", "sum", "no_such_function");

    // Each alone asks for more memory or time than a statement gets.
    private static readonly Gen<string> Bomb = Gen.Elements(
        "printf('%.*c', 2000000000, 'x')", "printf('%4000000s', 'x')", "zeroblob(2147483647)", "randomblob(1000000000)", "replace(printf('%.*c', 100000, 'a'), 'a', printf('%.*c', 100000, 'b'))",
        "printf('%.*c', 3000000, 'a') LIKE printf('%.*c', 190, '%a')", "printf('%.*c', 3000000, 'a') GLOB '*a*a*a*a*a*a*a*a*b'", "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' LIKE '%a%a%a%a%a%a%a%a%a%a%a%a%b'",
        "(WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT group_concat(x) FROM n)", "(WITH RECURSIVE n(x) AS (VALUES('a') UNION ALL SELECT x || x FROM n) SELECT max(x) FROM n)",
        "(SELECT count(*) FROM observation a, observation b, observation c, observation d, observation e, observation f, observation g, observation h)", "instr(printf('%.*c', 3000000, 'a'), printf('%.*c', 1500000, 'a') || 'b')",
        "upper(printf('%.*c', 4000000, 'ß'))", "concat(printf('%.*c', 4000000, 'a'), printf('%.*c', 4000000, 'b'))", "quote(printf('%.*c', 4000000, ''''))", "strftime(printf('%.*c', 1000000, '%'))");

    private static readonly Gen<string> Command = Gen.Elements(
        "ATTACH DATABASE 'file:/tmp/x.db?mode=rwc' AS other", "DETACH DATABASE main", "PRAGMA writable_schema=ON", "PRAGMA main.query_only(0)", "PRAGMA trusted_schema=1", "PRAGMA temp_store_directory='/tmp'", "PRAGMA hard_heap_limit=1",
        "VACUUM", "VACUUM main INTO '/tmp/clinseek-stolen.db'", "SAVEPOINT s", "RELEASE s", "BEGIN IMMEDIATE", "COMMIT", "ROLLBACK", "CREATE TABLE shadow AS SELECT * FROM observation", "CREATE TEMP VIEW v AS SELECT 1",
        "CREATE VIRTUAL TABLE v USING fts5(a)", "CREATE TRIGGER t AFTER INSERT ON observation BEGIN SELECT 1; END", "CREATE INDEX i ON observation(row)", "ALTER TABLE observation RENAME TO o", "DROP TABLE IF EXISTS observation",
        "INSERT INTO observation DEFAULT VALUES", "REPLACE INTO observation(row) VALUES(1)", "UPDATE observation SET row = row RETURNING *", "DELETE FROM observation RETURNING row", "WITH x AS (SELECT 1) UPDATE condition SET row = 2",
        "EXPLAIN QUERY PLAN SELECT * FROM snapshot", "EXPLAIN SELECT 1", "REINDEX", "ANALYZE sqlite_schema", ".tables", ".shell id");

    private static readonly Gen<string> Soup = Gen.OneOf(
        Gen.Elements(
            "SELECT", "FROM", "WHERE", "GROUP BY", "HAVING", "ORDER BY", "LIMIT", "OFFSET", "UNION ALL", "EXCEPT", "JOIN", "LEFT JOIN", "USING", "ON", "AS", "WITH", "RECURSIVE", "MATERIALIZED", "VALUES", "CASE", "WHEN", "THEN", "END",
            "OVER", "PARTITION BY", "FILTER", "EXISTS", "IN", "NOT", "BETWEEN", "ESCAPE", "COLLATE NOCASE", "CAST(", "(", ")", ",", ";", ".", "*", "=", "<>", "||", "->>", "<<", "~", "'", "\"", "[", "]", "--", "/*", "*/", "\n", "\0", "\ud800"),
        Column, Table, Literal, Function, Command).ListOf().Select(static words => string.Join(' ', words));

    /// <summary>Statements of every kind, most of them not far from SQL.</summary>
    public static Gen<string> Statements { get; } = Gen.Frequency(
        (12, Plausible()), (8, Query(2)), (4, Query(3).SelectMany(static _ => SpoilAny, static (sql, spoil) => spoil(sql))), (3, Bomb.Select(static bomb => $"SELECT {bomb}")), (2, Endless()), (3, Command), (3, Several()), (2, Deep()), (3, Soup),
        (3, Query(1).SelectMany(static _ => SpoilAny, static (sql, spoil) => spoil(sql))), (1, Wide()));

    /// <summary>Right SQL, but for what it reads: the schema, the snapshot's own description, and what PRAGMAs say.</summary>
    public static Gen<string> Hidden { get; } =
        from source in Gen.Elements(
            ("sqlite_master", "sql"), ("main.sqlite_schema", "sql"), ("\"sqlite_master\"", "name"), ("[SQLITE_SCHEMA]", "sql"), ("sqlite_temp_master", "sql"), ("snapshot", "tables"), ("main.\"snapshot\"", "tables"), ("SNAPSHOT", "complete"),
            ("pragma_table_info('observation')", "name"), ("pragma_table_list", "name"), ("pragma_index_list('observation')", "name"), ("pragma_database_list", "file"), ("pragma_function_list", "name"), ("pragma_compile_options", "compile_options"))
        from asked in Gen.Elements("*", "{0}", "max({0})", "group_concat({0}, '')", "length({0})", "substr({0}, 1, 60)", "count(*)", "1", "rowid", "quote({0})", "first_value({0}) OVER ()")
        from around in Gen.Elements(
            "SELECT {1} FROM {2}", "SELECT {1} FROM/**/{2}", "SELECT {1} FROM {2} WHERE {0} LIKE '%'", "WITH x AS (SELECT {1} FROM {2}) SELECT * FROM x", "WITH observation AS (SELECT {1} FROM {2}) SELECT * FROM observation", "SELECT * FROM (SELECT {1} FROM {2}) AS x",
            "SELECT row FROM observation WHERE EXISTS (SELECT {1} FROM {2})", "SELECT (SELECT {0} FROM {2})", "SELECT row FROM observation UNION ALL SELECT {0} FROM {2}", "SELECT {0} FROM observation, {2}", "SELECT o.row FROM observation o LEFT JOIN {2} ON o.row = {0}", "VALUES((SELECT {0} FROM {2}))",
            "SELECT row FROM observation ORDER BY (SELECT {0} FROM {2})", "SELECT CASE WHEN 0 THEN (SELECT {0} FROM {2}) END", "SELECT row FROM observation LIMIT (SELECT count(*) FROM {2})", "SELECT row FROM observation WHERE {0} IN {2}")
        select around.Replace("{1}", asked, StringComparison.Ordinal).Replace("{0}", source.Item2, StringComparison.Ordinal).Replace("{2}", source.Item1, StringComparison.Ordinal);

    private static Gen<Func<string, string>> SpoilAny { get; } =
        from kind in Gen.Choose(0, 7)
        from place in Gen.Choose(0, 1000)
        select (Func<string, string>)(text => Spoil(text, kind, text.Length * place / 1001));

    private static string Spoil(string sql, int kind, int place) => kind switch
    {
        0 => sql.Insert(place, "/*"),
        1 => sql.Replace(" ", "/* ; DROP TABLE observation */", StringComparison.Ordinal),
        2 => sql.Replace(" ", " --\n", StringComparison.Ordinal),
        3 => sql[..place],
        4 => sql.Insert(place, "\0"),
        5 => sql.Insert(place, "\ud800"),
        6 => sql.Insert(place, "'"),
        _ => sql.Replace(" ", "\v\u00a0", StringComparison.Ordinal),
    };

    private static Gen<string> Expression(int depth) => depth <= 0
        ? Gen.Frequency((5, Column), (4, Literal))
        : Gen.Frequency(
            (4, Column),
            (3, Literal),
            (5, from name in Function from arguments in Gen.Choose(0, 3).SelectMany(count => Gen.ListOf(Expression(depth - 1), count)) select $"{name}({string.Join(", ", arguments)})"),
            (4, from left in Expression(depth - 1) from sign in Gen.Elements("+", "*", "/", "%", "||", "=", "<", "IS NOT", "LIKE", "GLOB", "REGEXP", "MATCH", "AND", "OR", "->>", "<<", "COLLATE") from right in Expression(depth - 1) select $"({left} {sign} {right})"),
            (1, from inner in Query(depth - 1) from form in Gen.Elements("({0})", "EXISTS ({0})", "1 IN ({0})", "row NOT IN ({0})") select form.Replace("{0}", inner, StringComparison.Ordinal)),
            (1, from of in Expression(depth - 1) from over in Gen.Elements("()", "(ORDER BY row)", "(PARTITION BY display ORDER BY event_time ROWS BETWEEN UNBOUNDED PRECEDING AND 1 FOLLOWING)", "w") select $"sum({of}) OVER {over}"),
            (1, from of in Expression(depth - 1) from type in Gen.Elements("TEXT", "INTEGER", "BLOB", "REAL", "NUMERIC") select $"CAST({of} AS {type})"),
            (1, from of in Expression(depth - 1) select $"CASE WHEN {of} THEN 1 ELSE {of} END"),
            (1, Bomb));

    private static Gen<string> Query(int depth) =>
        from with in Gen.Frequency((5, Gen.Constant("")), (2, depth <= 0 ? Gen.Constant("") : With(depth - 1)))
        from columns in Gen.Choose(1, 3).SelectMany(count => Gen.ListOf(Expression(depth), count))
        from source in Gen.Frequency((5, Table.Select(static table => " FROM " + table)), (2, Gen.Constant("")), (2, Joined(depth)))
        from filter in Gen.Frequency((3, Gen.Constant("")), (2, Expression(depth - 1).Select(static test => " WHERE " + test)))
        from rest in Gen.Elements("", "", "", " GROUP BY 1", " GROUP BY 1 HAVING count(*) > 0", " ORDER BY 1 DESC", " ORDER BY random()", " LIMIT 5", " LIMIT -1 OFFSET 1", " WINDOW w AS (ORDER BY row)", " UNION ALL SELECT 1", " UNION SELECT name FROM sqlite_master")
        select $"{with}SELECT {string.Join(", ", columns)}{source}{filter}{rest}";

    // Right SQL over the record's own tables, so that answers are judged too and not refusals alone.
    private static Gen<string> Plausible() =>
        from shadow in Gen.Elements("", "", "observation", "sqlite_master", "snapshot", "pragma_table_info", "condition")
        from source in Gen.Elements("main.observation", "main.condition", "main.medication", "main.document", "main.patient")
        from value in Gen.Elements("resource", "row", "event_time", "NULL", "x'00ff'", "1e999", "char(0, 55296)", "9223372036854775807 + row", "printf('%.*c', 3000, 'é')", "replace(resource, 'o', printf('%.*c', 900, 'z'))", "*")
        from shape in Gen.Elements("{0}", "{0}", "length({0})", "CAST({0} AS TEXT) || ''", "group_concat({0}) OVER ()", "row_number() OVER (ORDER BY {0})", "count({0})", "max({0})", "quote({0})", "(SELECT {0})", "lag({0}, 3, 'none') OVER (ORDER BY row)")
        from filter in Gen.Elements("", "", " WHERE row > 3", " WHERE 0", " WHERE resource GLOB '[!a]*'", " WHERE row IN (SELECT row FROM observation)", " GROUP BY 1", " ORDER BY 1 DESC, row", " LIMIT 2 OFFSET 1")
        let asked = value == "*" ? value : shape.Replace("{0}", value, StringComparison.Ordinal)
        select shadow.Length == 0 ? $"SELECT {asked} FROM {source}{filter}" : $"WITH {shadow} AS (SELECT * FROM {source}) SELECT {asked} FROM {shadow} AS t, observation AS other{filter.Replace("row", "t.row", StringComparison.Ordinal).Replace("SELECT t.row", "SELECT row", StringComparison.Ordinal)}";

    private static Gen<string> Joined(int depth) =>
        from left in Table
        from kind in Gen.Elements(",", "JOIN", "LEFT JOIN", "NATURAL JOIN", "FULL OUTER JOIN", "CROSS JOIN")
        from right in depth <= 0 ? Table : Gen.OneOf(Table, Query(depth - 1).Select(static inner => $"({inner}) AS x"))
        select $" FROM {left} {kind} {right}";

    // Names that shadow tables, the hidden ones too.
    private static Gen<string> With(int depth) =>
        from name in Gen.Elements("observation", "shadow", "sqlite_master", "snapshot", "n", "x", "pragma_table_info")
        from recursive in Gen.Elements("", "RECURSIVE ")
        from body in Gen.OneOf(Query(depth), Gen.Constant("SELECT * FROM main.snapshot"), Gen.Constant("SELECT * FROM main.observation"))
        select $"WITH {recursive}{name}{(recursive.Length > 0 ? "(x)" : "")} AS ({body}{(recursive.Length > 0 ? $" UNION ALL SELECT x FROM {name}" : "")}) ";

    private static Gen<string> Endless() =>
        from start in Expression(1)
        from step in Gen.Elements("x + 1", "x || 'a'", "x || x", "x", "printf('%.*c', 1000000, 'x')")
        from take in Gen.Elements("x FROM n", "count(*) FROM n", "group_concat(x) FROM n", "x FROM n ORDER BY x", "DISTINCT x FROM n", "x FROM n, observation", "sum(1) OVER (ORDER BY x) FROM n")
        select $"WITH RECURSIVE n(x) AS (SELECT {start} UNION ALL SELECT {step} FROM n) SELECT {take}";

    private static Gen<string> Several() =>
        from first in Query(1)
        from between in Gen.Elements(";", " ; ", ";;/**/", ";--\n", "; \t\n", ";\0", " UNION ", " ")
        from second in Gen.OneOf(Command, Query(0), Gen.Constant(""), Gen.Constant("-- end"))
        select first + between + second;

    private static Gen<string> Deep() =>
        from count in Gen.Elements(20, 90, 500, 4_000)
        from open in Gen.Elements("(", "-", "NOT ", "abs(", "(SELECT ", "1 + ", "CASE WHEN 1 THEN ", "x'00' || ")
        select string.Concat("SELECT ", string.Concat(Enumerable.Repeat(open, count)), "1", open.Contains('(', StringComparison.Ordinal) ? new string(')', count) : string.Concat(Enumerable.Repeat(open[0] == 'C' ? " END" : "", count)));

    // Wide in columns and in their names, which every row would repeat.
    private static Gen<string> Wide() =>
        from columns in Gen.Elements(2, 199, 300)
        from length in Gen.Elements(10, 6_000)
        from tail in Gen.Elements("", " UNION ALL SELECT * FROM n", " LIMIT 3")
        select $"WITH RECURSIVE n AS (SELECT printf('%.*c', 5000, 'y') AS \"{new string('w', length)}\"{(tail.Contains('*', StringComparison.Ordinal) ? tail : "")}) SELECT {string.Join(", ", Enumerable.Repeat("n.*", columns))} FROM n{(tail.Contains('L', StringComparison.Ordinal) && !tail.Contains('*', StringComparison.Ordinal) ? tail : "")}";
}
