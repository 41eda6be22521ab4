using System.Diagnostics;
using System.Security.Cryptography;
using ClinSeek.Ehr.Database;
using ClinSeek.Ehr.Tests.Testing;
using ClinSeek.Ehr.Tools;
using ClinSeek.Evidence.Cutoff;
using ClinSeek.Evidence.Tools;
using FsCheck;
using FsCheck.Fluent;

namespace ClinSeek.Ehr.Tests.Database;

/// <summary>What holds for every statement whatever: see <see cref="HostileSql"/> for the statements.</summary>
public sealed class SqlGuardLawTests : IDisposable
{
    private const string T = "2026-01-31T08:00:00Z";

    // A deadline is felt between SQLite's steps; the margin is for a machine that does other things too.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);
    private static readonly SqlGuardOptions Quick = new() { Deadline = TimeSpan.FromMilliseconds(40), MaxMemory = 24_000_000, MaxRows = 20, MaxCounted = 500, MaxChars = 30_000 };
    private static readonly ToolOutcome[] Expected = [ToolOutcome.Ok, ToolOutcome.Empty, ToolOutcome.Truncated, ToolOutcome.Denied, ToolOutcome.Failed];

    private readonly byte[] _bytes;
    private readonly byte[] _digest;
    private readonly PatientDatabase _database;

    public SqlGuardLawTests()
    {
        string[] one = ["condition", "document", "encounter", "medication"];
        _bytes = Chart.Snapshot(T,
            [
                .. one.Select(static table => Resources.Of(table, "2020-01-01T00:00:00Z")),
                .. Enumerable.Range(0, 30).Select(static place => Resources.Of("observation", "2020-01-01T00:00:00Z").Replace("\"id\":\"x\"", $"\"id\":\"o{place}\"", StringComparison.Ordinal)),
            ]).Database.ToArray();
        _digest = SHA256.HashData(_bytes);
        _database = PatientDatabase.Open(_bytes);
    }

    public void Dispose() => _database.Dispose();

    [Fact]
    public void Query_AnyStatement_KeepsTheLaws()
    {
        Dictionary<ToolOutcome, int> seen = Play(600, seed: 20260131);

        // Statements that all end alike would prove little.
        Expected.ShouldAllBe(outcome => seen.GetValueOrDefault(outcome) >= 5, string.Join(", ", seen));
    }

    [Fact]
    [Trait("Category", "Endurance")]
    public void Query_ManyStatementsOfOtherSeeds_KeepTheLaws()
    {
        for (ulong seed = 1; seed <= 40; seed++)
        {
            Play(1_000, seed);
        }
    }

    [Fact]
    public void Query_AnythingOfTheSchema_IsRefusedHoweverItIsAskedFor()
    {
        int denied = 0;
        Check(400, 11, HostileSql.Hidden, sql =>
        {
            SqlAnswer answer = Judge(sql);
            answer.Outcome.ShouldBeOneOf(ToolOutcome.Denied, ToolOutcome.Failed);
            denied += answer.Outcome == ToolOutcome.Denied ? 1 : 0;
        });

        // The others are wrong as SQL before anything is read.
        denied.ShouldBeGreaterThan(200);
    }

    [Fact]
    public void Query_CancelledBefore_EndsByCancellationAlone()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Check(80, 7, HostileSql.Statements, sql =>
        {
            try
            {
                // What is refused by its text alone is refused before anything else is looked at.
                _database.Query(sql, [], Chart.Cutoff(T), Quick, cancelled.Token).Outcome.ShouldBe(ToolOutcome.Denied);
            }
            catch (OperationCanceledException)
            {
                Untouched(sql);
            }
        });
    }

    [Fact]
    public void Query_CancelledInTheMiddle_StopsAndLeavesTheRecordUsable()
    {
        using var cancelled = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        SqlGuardOptions patient = new() { Deadline = TimeSpan.FromMinutes(10) };

        Should.Throw<OperationCanceledException>(() => _database.Query(
            "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n", [], Chart.Cutoff(T), patient, cancelled.Token));
        Untouched("after cancellation");
    }

    [Fact]
    public async Task RunSqlQuery_LongNameOverManyColumns_StaysBounded()
    {
        string name = new('w', 15_000);
        var tools = new EhrTools(_database, new CaseScope("p1", Chart.Cutoff(T)));

        ToolResult result = await tools.CallAsync("ehr.run_sql_query", new
        {
            sql_query = $"WITH n AS (SELECT 1 AS \"{name}\") SELECT {string.Join(", ", Enumerable.Repeat("n.*", 100))} FROM n, observation",
        });

        result.Shown.ShouldBe(30);
        result.Rows.Sum(static row => row.GetRawText().Length).ShouldBeLessThan(1_000_000);
        result.Rows[0].EnumerateObject().Select(static cell => cell.Name).Distinct().Count().ShouldBe(100);
        result.Text.Length.ShouldBeLessThan(100_000);
    }

    private Dictionary<ToolOutcome, int> Play(int statements, ulong seed)
    {
        var seen = new Dictionary<ToolOutcome, int>();
        Check(statements, seed, HostileSql.Statements, sql =>
        {
            SqlAnswer answer = Judge(sql);
            seen[answer.Outcome] = seen.GetValueOrDefault(answer.Outcome) + 1;
        });
        return seen;
    }

    private static void Check(int statements, ulong seed, Gen<string> hostile, Action<string> law) =>
        Prop.ForAll(hostile.ToArbitrary(), law).Check(Config.QuickThrowOnFailure.WithMaxTest(statements).WithReplay(seed, 1).WithQuietOnSuccess(true));

    private SqlAnswer Judge(string sql)
    {
        long start = Stopwatch.GetTimestamp();
        SqlAnswer answer = Ask(sql);

        Stopwatch.GetElapsedTime(start).ShouldBeLessThan(Quick.Deadline + Margin, sql);
        answer.Outcome.ShouldBeOneOf(Expected);
        bool refused = answer.Outcome is ToolOutcome.Denied or ToolOutcome.Failed;
        (refused && string.IsNullOrWhiteSpace(answer.Reason)).ShouldBeFalse(sql);
        (answer.Rows.Count > 0).ShouldBe(answer.Outcome is ToolOutcome.Ok or ToolOutcome.Truncated, sql);
        answer.Reason?.Length.ShouldBeLessThan(Quick.MaxSqlChars + 1_000, sql);
        Bounded(answer, sql);
        answer.Tables.ShouldBeSubsetOf(_database.Tables.Select(static table => table.Name), sql);
        Untouched(sql);
        if (answer.Reason is null)
        {
            SqlAnswer again = Ask(sql);
            // The second run may meet the deadline; rows that it gives are the same.
            again.Rows.Zip(answer.Rows).ShouldAllBe(static pair => pair.First.SequenceEqual(pair.Second), sql);
        }

        return answer;
    }

    private static void Bounded(SqlAnswer answer, string sql)
    {
        answer.Rows.Count.ShouldBeLessThanOrEqualTo(Quick.MaxRows, sql);
        answer.Total.ShouldBeLessThanOrEqualTo(Quick.MaxCounted, sql);
        answer.Columns.Distinct().Count().ShouldBe(answer.Columns.Count, sql);
        answer.Columns.ShouldAllBe(static name => name.Length < 250, sql);
        string[] cells = [.. answer.Rows.SelectMany(static row => row).OfType<string>()];
        cells.ShouldAllBe(static cell => cell.Length < Quick.MaxCellChars + 200, sql);
        (answer.Rows.Count > 1 && cells.Sum(static cell => cell.Length) > Quick.MaxChars).ShouldBeFalse(sql);
        // The schema's own words, which no statement of the grammar holds.
        cells.ShouldAllBe(static cell => !cell.Contains("CREATE TABLE \"", StringComparison.Ordinal) && !cell.Contains("CREATE INDEX \"", StringComparison.Ordinal) && !cell.Contains("[{\"name\":", StringComparison.Ordinal), sql);
    }

    private void Untouched(string sql)
    {
        SHA256.HashData(_bytes).ShouldBe(_digest, sql);
        // Not by the hostile ones' deadline: the machine may be busy with something else.
        _database.Query("SELECT count(*) FROM observation", [], Chart.Cutoff(T), SqlGuardOptions.Default, TestContext.Current.CancellationToken)
            .Rows.ShouldHaveSingleItem()[0].ShouldBe(30L, sql);
    }

    private SqlAnswer Ask(string sql) => _database.Query(sql, [], Chart.Cutoff(T), Quick, TestContext.Current.CancellationToken);
}
