using System.Globalization;
using ClinSeek.Ehr.Database;
using ClinSeek.Ehr.Database.Schema;
using ClinSeek.Ehr.Tests.Testing;
using ClinSeek.Ehr.Time;

namespace ClinSeek.Ehr.Tests.Time;

/// <summary>
/// The leakage set, made from the policy and the views themselves: for every table each time by which its rows can become known, for
/// every column that speaks of later each time since when it is known, at t-1s, t and t+1s and as a date. A new table, column or
/// time without a case fails.
/// </summary>
public sealed class LeakageTests
{
    private const string T = "2026-01-31T08:00:00Z";
    private const string Day = "2026-01-31";
    private const string Past = "2001-01-01T00:00:00Z";
    private const string Future = "2100-01-01";
    private const string Never = "2200-01-01T00:00:00Z";

    private static RecordSchema Schema => RecordSchema.BuiltIn;

    public static TheoryData<string> Tables => [.. Schema.Tables.Select(static table => table.Name)];

    /// <summary>Table, resource type and the time that alone says when the row could be known.</summary>
    public static TheoryData<string, string, string, string> RowTimes()
    {
        var cases = new TheoryData<string, string, string, string>();
        foreach ((string name, TableTimePolicy table) in Schema.Policy.Tables)
        {
            foreach ((string type, SourceTimePolicy source) in table.Sources.Where(static pair => pair.Value.Always is null))
            {
                foreach (TimePath path in source.Available.Concat(source.Assumed).DistinctBy(static path => path.Text))
                {
                    cases.Add(name, type, path.Text, "known");
                }

                foreach (TimePath path in source.NotBefore)
                {
                    cases.Add(name, type, path.Text, "notBefore");
                }

                if (source.Event.Length > 0 && source.Available.Concat(source.Assumed).Any(path => path.Text != source.Event[0].Text))
                {
                    cases.Add(name, type, source.Event[0].Text, "event");
                }

                foreach (string status in source.Revised)
                {
                    cases.Add(name, type, "meta.lastUpdated", status);
                }
            }
        }

        return cases;
    }

    /// <summary>Table, resource type, masked column and the time since when it is known.</summary>
    public static TheoryData<string, string, string, string> ColumnTimes()
    {
        var cases = new TheoryData<string, string, string, string>();
        foreach ((string name, TableTimePolicy table) in Schema.Policy.Tables)
        {
            foreach ((string column, ColumnTimePolicy rule) in table.Columns.Where(static pair => !pair.Value.Shown))
            {
                foreach (string type in table.Sources.Keys)
                {
                    foreach (TimePath path in rule.Since.Where(path => Has(type, path)))
                    {
                        cases.Add(name, type, column, path.Text);
                    }
                }
            }
        }

        return cases;
    }

    [Theory, MemberData(nameof(Tables))]
    public void Exemplars_EveryColumn_HasAValueWhenAllIsPast(string name)
    {
        string[] resources = [.. Schema.Policy.Tables[name].Sources.SelectMany(static source => Exemplar.Of(source.Key).StillToCome(source.Value, Never).Json)];
        PatientSnapshot snapshot = Build(Future, resources);
        PatientTable table = Schema.Find(name).ShouldNotBeNull();

        foreach (Column column in table.Own)
        {
            snapshot.Select($"SELECT count(*) AS n FROM {name} WHERE {column.Name} IS NOT NULL").Single()["n"]
                .ShouldNotBe(0L, $"{name}.{column.Name} has no case: give the exemplar of {string.Join(", ", Schema.Policy.Tables[name].Sources.Keys)} a value for it");
        }
    }

    [Fact]
    public void Exemplars_EverySinceOfEveryColumn_HasACase()
    {
        string[] covered = [.. ColumnTimes().Select(static row => $"{row.Data.Item1}.{row.Data.Item3}").Distinct()];
        string[] masked = [.. Schema.Policy.Tables.SelectMany(static table => table.Value.Columns.Where(static column => !column.Value.Shown).Select(column => $"{table.Key}.{column.Key}"))];

        covered.ShouldBe(masked, ignoreOrder: true);
    }

    [Theory, MemberData(nameof(RowTimes))]
    public void Build_RowKnownAtT_IsSeenOnlyAfterIt(string name, string type, string path, string role)
    {
        foreach ((string value, (string Cutoff, bool Seen)[] looks) in Looks)
        {
            string[] resources = Rows(name, type, new TimePath(path), role, value);
            using PatientDatabase later = PatientDatabase.Open(Build(Future, resources).Database);
            later.Select($"SELECT count(*) AS n FROM {name}").Single()["n"].ShouldNotBe(0L);
            foreach ((string cutoff, bool seen) in looks)
            {
                PatientSnapshot snapshot = Build(cutoff, resources);
                (snapshot.Rows(name) > 0).ShouldBe(seen, $"{name} from {type} by {path} = {value}, looked at {cutoff}");
                if (!seen)
                {
                    later.At(Chart.Cutoff(cutoff)).Select($"SELECT count(*) AS n FROM {name}").Single()["n"].ShouldBe(0L, $"narrowed to {cutoff}");
                }
            }
        }
    }

    [Fact]
    public void Build_RowUntilT_IsSeenWhileThatIsToCome()
    {
        (string Name, string Type, SourceTimePolicy Source)[] pending = [.. Schema.Policy.Tables.SelectMany(static table =>
            table.Value.Sources.Where(static source => source.Value.Until.Length > 0).Select(source => (table.Key, source.Key, source.Value)))];
        pending.ShouldNotBeEmpty();
        foreach ((string name, string type, SourceTimePolicy source) in pending)
        {
            foreach ((string value, (string Cutoff, bool Seen)[] looks) in Looks)
            {
                string[] resources = Exemplar.Of(type).StillToCome(source, value).Json;
                foreach ((string cutoff, bool known) in looks)
                {
                    PatientSnapshot snapshot = Build(cutoff, resources);
                    (snapshot.Rows(name) > 0).ShouldBe(!known, $"{name} until {value}, looked at {cutoff}");
                    snapshot.Info.Rows.ShouldBe(known ? snapshot.Info.Rows : 1 + snapshot.Rows(name), "besides the patient only what is pending is there");
                }
            }

            Build(T, Exemplar.Of(type).StillToCome(source, "soon").Json).Rows(name).ShouldBe(0);
            Build(T, Exemplar.Of(type).Without(source, Schema.Policy.Tables[name]).Json).Rows(name).ShouldBe(0);
        }
    }

    [Theory, MemberData(nameof(ColumnTimes))]
    public void Build_ColumnKnownAtT_IsSeenOnlyAfterIt(string name, string type, string column, string path)
    {
        TableTimePolicy table = Schema.Policy.Tables[name];
        SourceTimePolicy source = table.Sources[type];
        foreach ((string value, (string Cutoff, bool Seen)[] looks) in Looks)
        {
            Exemplar exemplar = Exemplar.Of(type).Without(source, table);
            TimePath? known = source.Available.Concat(source.Assumed)
                .FirstOrDefault(known => table.Columns[column].Since.All(since => since.Text != known.Text) && Has(type, known));
            // Without another time the row itself waits for this one.
            (known is null || exemplar.Set(known, Past)).ShouldBeTrue();
            exemplar.Set(new TimePath(path), value).ShouldBeTrue();
            using PatientDatabase later = PatientDatabase.Open(Build(Future, exemplar.Json).Database);
            Values(later, name, column).ShouldNotBe(0L, $"{name}.{column} has no value although all is past");
            foreach ((string cutoff, bool seen) in looks)
            {
                using PatientDatabase database = PatientDatabase.Open(Build(cutoff, exemplar.Json).Database);
                (Values(database, name, column) > 0).ShouldBe(seen, $"{name}.{column} of {type} since {path} = {value}, looked at {cutoff}");
                if (!seen)
                {
                    Values(later.At(Chart.Cutoff(cutoff)), name, column).ShouldBe(0L, $"narrowed to {cutoff}");
                }
            }
        }
    }

    [Fact]
    public void Build_EverythingAfterTheCutoff_LeavesNoTraceInTheBytes()
    {
        string[] resources = [.. Schema.BySource.Keys.Where(static type => type != "Patient").SelectMany(static type => Exemplar.Of(type).Json)
            .Select(static json => json.Replace("2001-01-01", "2030-01-01", StringComparison.Ordinal).Replace("2000-0", "2030-0", StringComparison.Ordinal))];

        string bytes = System.Text.Encoding.UTF8.GetString(Build(T, resources).Database.Span);

        bytes.ShouldNotContain("canary", Case.Insensitive);
        bytes.ShouldNotContain("2030-");
    }

    [Fact]
    public void Build_UnreadableTime_DeniesTheRow()
    {
        foreach ((string name, TableTimePolicy table) in Schema.Policy.Tables)
        {
            foreach ((string type, SourceTimePolicy source) in table.Sources.Where(static pair => pair.Value.Always is null && pair.Value.Available.Length > 0))
            {
                Exemplar exemplar = Exemplar.Of(type);
                exemplar.Set(source.Available[0], "soon").ShouldBeTrue();

                Build(Future, exemplar.Json).Rows(name).ShouldBe(0, $"{name} from {type}");
            }
        }
    }

    // t-1s, t, t+1s; a date is known when its day is over.
    private static (string Value, (string Cutoff, bool Seen)[] Looks)[] Looks { get; } =
    [
        (T, [("2026-01-31T07:59:59Z", false), (T, false), ("2026-01-31T08:00:01Z", true)]),
        ("2026-01-31T10:00:00+02:00", [("2026-01-31T07:59:59Z", false), (T, false), ("2026-01-31T08:00:01Z", true)]),
        (Day, [("2026-01-31T00:00:00Z", false), ("2026-01-31T12:00:00Z", false), ("2026-01-31T23:59:59Z", false), ("2026-02-01T00:00:00Z", true)]),
    ];

    private static string[] Rows(string name, string type, TimePath path, string role, string value)
    {
        TableTimePolicy table = Schema.Policy.Tables[name];
        SourceTimePolicy source = table.Sources[type];
        Exemplar exemplar = Exemplar.Of(type).Without(source, table);
        if (role != "known")
        {
            // Known long ago by everything else.
            exemplar.Set(source.Available.Concat(source.Assumed).First(known => known.Text != path.Text), Past).ShouldBeTrue();
        }

        if (source.Revised.Contains(role))
        {
            exemplar.Status(role);
        }

        exemplar.StillToCome(source, Never);
        exemplar.Set(path, role == "event" && value == Day ? "2026-02-01T00:00:00Z" : value).ShouldBeTrue($"the exemplar of {type} has no {path.Text}");
        return role == "event" && value == Day ? [.. exemplar.Json.Select(static json => json.Replace("2026-02-01T00:00:00Z", "2026-01-31T23:59:59Z", StringComparison.Ordinal))] : exemplar.Json;
    }

    private static bool Has(string type, TimePath path) => Exemplar.Of(type).Set(path, Past);

    private static long Values(PatientDatabase database, string table, string column) =>
        (long)database.Select($"SELECT count(*) AS n FROM {table} WHERE {column} IS NOT NULL").Single()["n"]!;

    private static PatientSnapshot Build(string cutoff, params string[] resources) => Chart.Snapshot(cutoff, resources);
}
