using System.Globalization;
using System.Text;
using ClinSeek.Ehr.Time;
using ClinSeek.Evidence.Cutoff;
using SQLitePCL;

namespace ClinSeek.Ehr.Database.Bench;

/// <summary>Reads the tables of bench databases, row by row, and keeps what the policy lets through.</summary>
internal sealed class BenchImport(CutoffTime cutoff, BenchPolicy policy, CancellationToken cancellationToken)
{
    private readonly Dictionary<string, (PatientTable Table, List<PatientRow> Rows)> _tables = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Table, string Key, string Time), Dictionary<string, FhirTime>> _parents = [];
    private readonly SortedDictionary<string, int> _skipped = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _assumed = new(StringComparer.Ordinal);
    private readonly List<string> _issues = [];

    public IReadOnlyDictionary<string, int> Skipped => _skipped;

    public IReadOnlyDictionary<string, int> Assumed => _assumed;

    public IReadOnlyList<string> Issues => _issues;

    /// <summary>Takes in every table of a database.</summary>
    public void Add(sqlite3 database)
    {
        string[] names = [.. Texts(database, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")];
        foreach (BenchParent parent in names.Where(policy.Tables.ContainsKey).Select(name => policy.Tables[name].Parent).OfType<BenchParent>().Where(parent => names.Contains(parent.Table)))
        {
            _parents.TryAdd((parent.Table, parent.Key, parent.Time), Times(database, parent));
        }

        foreach (string name in names)
        {
            if (policy.Tables.TryGetValue(name, out BenchTable? table))
            {
                Add(database, name, table);
            }
            else
            {
                Count(_skipped, SkipReasons.NoPolicy, Rows(database, name));
                _issues.Add("A table is not in the policy and was left out whole. Add it to the policy.");
            }
        }
    }

    /// <summary>The tables by name, rows in key order and numbered from 1.</summary>
    public IReadOnlyList<(PatientTable Table, List<PatientRow> Rows)> Finish()
    {
        foreach ((_, List<PatientRow> rows) in _tables.Values)
        {
            rows.Sort(PatientRow.Compare);
            for (int place = 0; place < rows.Count; place++)
            {
                rows[place].Number = place + 1;
            }
        }

        return [.. _tables.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => pair.Value)];
    }

    /// <summary>A table with rows of another subject; null where there is none.</summary>
    public static string? Strangers(sqlite3 database, string subject) =>
        Texts(database, "SELECT t.name FROM sqlite_master t WHERE t.type = 'table' AND EXISTS (SELECT 1 FROM pragma_table_info(t.name) WHERE name = 'subject_id') ORDER BY t.name")
            .Find(table => Texts(database, $"SELECT subject_id FROM {SnapshotWriter.Quoted(table)} WHERE subject_id NOT IN ({Literal(subject)}, {Literal(subject + ".0")}, 'nan', '') LIMIT 1").Count > 0);

    private void Add(sqlite3 database, string name, BenchTable rules)
    {
        string[] there = [.. Texts(database, $"SELECT name FROM pragma_table_info({Literal(name)})")];
        string[] unknown = [.. there.Where(column => !rules.Columns.ContainsKey(column))];
        if (unknown.Length > 0)
        {
            _issues.Add($"{name}: {unknown.Length} columns are not in the policy and were left out. Add them to the policy.");
        }

        string[] columns = [.. there.Where(rules.Columns.ContainsKey)];
        if (columns.Length == 0)
        {
            return;
        }

        var table = new PatientTable(name, rules.Description, [.. columns.Select(column => new Column(column, SqlType(rules.Columns[column]), Describe(rules, column)))], null);
        List<PatientRow> rows = [];
        MemoryDatabase.Check(database, raw.sqlite3_prepare_v2(
            database, $"SELECT rowid, {string.Join(", ", columns.Select(SnapshotWriter.Quoted))} FROM {SnapshotWriter.Quoted(name)}", out sqlite3_stmt statement));
        using (statement)
        {
            while (raw.sqlite3_step(statement) == raw.SQLITE_ROW)
            {
                cancellationToken.ThrowIfCancellationRequested();
                long id = raw.sqlite3_column_int64(statement, 0);
                var cells = new Dictionary<string, string?>(columns.Length, StringComparer.Ordinal);
                for (int place = 0; place < columns.Length; place++)
                {
                    cells[columns[place]] = Clean(raw.sqlite3_column_text(statement, place + 1).utf8_to_string());
                }

                AddRow(name, rules, columns, id, cells, rows);
            }
        }

        _tables[name] = (table, rows);
    }

    private void AddRow(string name, BenchTable rules, string[] columns, long id, Dictionary<string, string?> cells, List<PatientRow> rows)
    {
        string identity = string.Create(CultureInfo.InvariantCulture, $"{name}/{id:D9}");
        FhirTime? happened = First(rules.Event, cells, rules.MidnightIsDay);
        if (rules.Always is not null)
        {
            rows.Add(new PatientRow(identity, null, 0, Text(happened?.Start), null, Cells(rules, columns, cells)));
            return;
        }

        FhirTime? stated = First(rules.Available, cells, rules.MidnightIsDay);
        FhirTime? known = stated ?? First(rules.Assumed, cells, rules.MidnightIsDay);
        FhirTime? parent = rules.Parent is { } above ? Parent(above, cells) : null;
        // Without its parent's time nobody knows how late it is; neither where a time stands that cannot be read.
        if ((known ?? parent) is not { } time || (rules.Parent is not null && parent is null) || IsUnreadable(rules, cells))
        {
            Count(_skipped, SkipReasons.NoTime);
            return;
        }

        DateTimeOffset latest = time.End;
        latest = happened is { } start && start.Start > latest ? start.Start : latest;
        latest = parent is { } bound && bound.End > latest ? bound.End : latest;
        if (!cutoff.Sees(new AvailableAt(latest)))
        {
            Count(_skipped, SkipReasons.AfterCutoff);
            return;
        }

        if (stated is null && known is not null)
        {
            Count(_assumed, name);
        }

        rows.Add(new PatientRow(identity, null, 0, Text((happened ?? known ?? parent)?.Start), Text(latest), Cells(rules, columns, cells)));
    }

    private object?[] Cells(BenchTable rules, string[] columns, Dictionary<string, string?> cells) => [.. columns.Select(column =>
        cells[column] is { } text && (!rules.Masked.TryGetValue(column, out IReadOnlyList<string>? since) || IsKnown(since, cells)) ? Typed(rules.Columns[column], text) : null)];

    private bool IsKnown(IReadOnlyList<string> since, Dictionary<string, string?> cells) =>
        First(since, cells, midnightIsDay: false) is { } time && cutoff.Sees(new AvailableAt(time.End));

    // A value that is not of its column's type stays the text that it is: nothing is lost, and numbers beside it still compare.
    private static object Typed(string type, string text) => type switch
    {
        "integer" when double.TryParse(text, CultureInfo.InvariantCulture, out double whole) && whole == Math.Truncate(whole) && Math.Abs(whole) < 9e15 => (long)whole,
        "real" when double.TryParse(text, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) => number,
        _ => text,
    };

    private FhirTime? Parent(BenchParent parent, Dictionary<string, string?> cells) =>
        cells.GetValueOrDefault(parent.Key) is { } key && _parents.TryGetValue((parent.Table, parent.Key, parent.Time), out Dictionary<string, FhirTime>? times)
            && times.TryGetValue(Key(key), out FhirTime time) ? time : null;

    private static Dictionary<string, FhirTime> Times(sqlite3 database, BenchParent parent)
    {
        var times = new Dictionary<string, FhirTime>(StringComparer.Ordinal);
        MemoryDatabase.Check(database, raw.sqlite3_prepare_v2(
            database, $"SELECT {SnapshotWriter.Quoted(parent.Key)}, {SnapshotWriter.Quoted(parent.Time)} FROM {SnapshotWriter.Quoted(parent.Table)}", out sqlite3_stmt statement));
        using (statement)
        {
            while (raw.sqlite3_step(statement) == raw.SQLITE_ROW)
            {
                if (Clean(raw.sqlite3_column_text(statement, 0).utf8_to_string()) is { } key && Time(Clean(raw.sqlite3_column_text(statement, 1).utf8_to_string())) is { } time
                    && (!times.TryGetValue(Key(key), out FhirTime known) || time.End > known.End))
                {
                    times[Key(key)] = time;
                }
            }
        }

        return times;
    }

    // Data frames write a key of a column with gaps as 20000001.0.
    private static string Key(string text) => text.EndsWith(".0", StringComparison.Ordinal) ? text[..^2] : text;

    private static bool IsUnreadable(BenchTable rules, Dictionary<string, string?> cells) =>
        rules.Available.Any(column => cells.GetValueOrDefault(column) is { } text && Time(text) is null);

    private static FhirTime? First(IReadOnlyList<string> columns, Dictionary<string, string?> cells, bool midnightIsDay)
    {
        foreach (string column in columns)
        {
            if (Time(cells.GetValueOrDefault(column)) is { } time)
            {
                return midnightIsDay ? time.MidnightAsDay() : time;
            }
        }

        return null;
    }

    private static FhirTime? Time(string? text) => text is null ? null : FhirTime.Parse(Encoding.UTF8.GetBytes(text));

    private static string? Text(DateTimeOffset? time) => time is { } known ? FhirTime.Render(known) : null;

    private static string? Clean(string? text) => text is null or "" or "nan" or "NaN" or "NaT" or "None" or "<NA>" ? null : text;

    private static string SqlType(string type) => type switch { "integer" => "INTEGER", "real" => "REAL", _ => "TEXT" };

    private static string Describe(BenchTable rules, string column) => rules.Masked.TryGetValue(column, out IReadOnlyList<string>? since)
        ? since.Count == 0 ? "never shown: it is set later" : $"null before {string.Join(" or ", since)}"
        : rules.Columns[column] == "time" ? "as recorded" : string.Empty;

    private static string Literal(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";

    private static int Rows(sqlite3 database, string table) =>
        int.Parse(Texts(database, $"SELECT count(*) FROM {SnapshotWriter.Quoted(table)}").Single(), CultureInfo.InvariantCulture);

    private static List<string> Texts(sqlite3 database, string sql)
    {
        MemoryDatabase.Check(database, raw.sqlite3_prepare_v2(database, sql, out sqlite3_stmt statement));
        List<string> texts = [];
        using (statement)
        {
            while (raw.sqlite3_step(statement) == raw.SQLITE_ROW)
            {
                texts.Add(raw.sqlite3_column_text(statement, 0).utf8_to_string());
            }
        }

        return texts;
    }

    private static void Count(SortedDictionary<string, int> counts, string key, int by = 1)
    {
        if (by > 0)
        {
            counts[key] = counts.GetValueOrDefault(key) + by;
        }
    }
}
