using ClinSeek.Ehr.Database;
using ClinSeek.Ehr.Database.Bench;
using ClinSeek.Ehr.Tests.Testing;

namespace ClinSeek.Ehr.Tests.Database.Bench;

/// <summary>The leakage set of bench databases, made from their policy: every table, every masked column, around t.</summary>
public sealed class BenchLeakageTests : IDisposable
{
    private const string T = "2150-01-31 08:00:00";
    private const string Past = "2101-01-01 00:00:00";
    private static readonly (string Cutoff, bool Seen)[] Instant =
        [("2150-01-31T07:59:59Z", false), ("2150-01-31T08:00:00Z", false), ("2150-01-31T08:00:01Z", true)];

    private static readonly (string Cutoff, bool Seen)[] Date =
        [("2150-01-31T12:00:00Z", false), ("2150-01-31T23:59:59Z", false), ("2150-02-01T00:00:00Z", true)];

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Timed => [.. BenchPolicy.BuiltIn.Tables.Where(static table => table.Value.Always is null).Select(static table => table.Key)];

    public static TheoryData<string> Masked => [.. BenchPolicy.BuiltIn.Tables.Where(static table => table.Value.Masked.Count > 0).Select(static table => table.Key)];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void BuiltIn_EveryName_Leads() => BenchPolicy.BuiltIn.Gaps().ShouldBeEmpty();

    [Theory]
    [InlineData("admissions", "dischtime deathtime discharge_location hospital_expire_flag edouttime text")]
    [InlineData("patients", "dod")]
    [InlineData("prescriptions", "stoptime")]
    [InlineData("transfers", "outtime")]
    [InlineData("icustays", "outtime los last_careunit")]
    [InlineData("edstays", "outtime disposition hadm_id")]
    [InlineData("poe", "discontinued_by_poe_id order_status")]
    public void Row53_BuiltIn_ColumnsThatRevealTheFuture_AreMasked(string table, string columns) =>
        columns.Split(' ').ShouldBeSubsetOf(BenchPolicy.BuiltIn.Tables[table].Masked.Keys);

    [Theory, MemberData(nameof(Timed))]
    public void Row53_Import_RowKnownAtT_IsSeenOnlyAfterIt(string name)
    {
        BenchTable table = BenchPolicy.BuiltIn.Tables[name];
        foreach (string column in table.Available.Concat(table.Assumed).Distinct())
        {
            Dictionary<string, string> row = Filled(table);
            foreach (string other in table.Available.Concat(table.Assumed).Concat(table.Event))
            {
                row[other] = "nan";
            }

            foreach ((string value, (string, bool)[] looks) in new[] { (T, Instant), ("2150-01-31", Date) })
            {
                row[column] = value;
                Look(name, table, row, Past, looks, $"{name}.{column} = {value}");
            }
        }

        if (table.Parent is not null)
        {
            foreach ((string value, (string, bool)[] looks) in new[] { (T, Instant), ("2150-01-31", Date) })
            {
                Look(name, table, Filled(table), value, looks, $"{name} by its parent = {value}");
            }
        }
    }

    [Theory, MemberData(nameof(Masked))]
    public void Row53_Import_ColumnKnownAtT_IsSeenOnlyAfterIt(string name)
    {
        BenchTable table = BenchPolicy.BuiltIn.Tables[name];
        foreach ((string column, IReadOnlyList<string> since) in table.Masked)
        {
            Dictionary<string, string> row = Filled(table);
            since.ToList().ForEach(known => row[known] = T);
            foreach ((string cutoff, bool seen) in Instant)
            {
                PatientSnapshot snapshot = Import(cutoff, name, table, row, Past);
                snapshot.Rows(name).ShouldBe(1, $"{name} at {cutoff}");
                (snapshot.Select($"SELECT {column} AS v FROM {name}").Single()["v"] is not null).ShouldBe(seen && since.Count > 0, $"{name}.{column} at {cutoff}");
            }

            using PatientDatabase later = PatientDatabase.Open(Import("2200-01-01", name, table, row, Past).Database);
            later.At(Chart.Cutoff("2150-01-31T08:00:00Z")).Select($"SELECT {column} AS v FROM {name}").Single()["v"].ShouldBeNull($"{name}.{column} narrowed");
        }
    }

    private static Dictionary<string, string> Filled(BenchTable table) =>
        table.Columns.ToDictionary(static column => column.Key, static column => column.Value switch { "time" => Past, "text" => "canary", _ => "1" });

    private void Look(string name, BenchTable table, Dictionary<string, string> row, string parentTime, (string Cutoff, bool Seen)[] looks, string what)
    {
        foreach ((string cutoff, bool seen) in looks)
        {
            Import(cutoff, name, table, row, parentTime).Rows(name).ShouldBe(seen ? 1 : 0, $"{what}, looked at {cutoff}");
        }
    }

    private PatientSnapshot Import(string cutoff, string name, BenchTable table, Dictionary<string, string> row, string parentTime)
    {
        List<(string, IReadOnlyDictionary<string, string>[])> tables = [(name, [row])];
        if (table.Parent is { } parent)
        {
            tables.Add((parent.Table, [BenchFile.Row((parent.Key, row[parent.Key]), (parent.Time, parentTime))]));
        }

        return BenchDatabase.Import(BenchFile.Write(Path.Combine(_folder.Path, "patient_1.db"), [.. tables]), Chart.Cutoff(cutoff), null, TestContext.Current.CancellationToken);
    }
}
