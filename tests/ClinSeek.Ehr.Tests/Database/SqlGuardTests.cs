using ClinSeek.Ehr.Database;
using ClinSeek.Ehr.Tests.Testing;
using ClinSeek.Evidence.Cutoff;
using ClinSeek.Evidence.Tools;
using FsCheck;
using FsCheck.Fluent;

namespace ClinSeek.Ehr.Tests.Database;

public sealed class SqlGuardTests : IDisposable
{
    private static readonly SqlGuardOptions Quick = new() { Deadline = TimeSpan.FromMilliseconds(300), MaxMemory = 32_000_000 };
    private readonly PatientDatabase _database = Chart.Open("2026-01-31T08:00:00Z",
        Resources.Of("observation", "2020-01-01T00:00:00Z"), Resources.Of("condition", "2020-01-01T00:00:00Z"));

    public void Dispose() => _database.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task Query_BesideOneThatTakesMuchMemory_IsNotStoppedForIt()
    {
        const string Large = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) SELECT count(*) FROM (SELECT DISTINCT printf('%.2000c', 'x') || i FROM n)";
        const string Small = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000) SELECT count(*) FROM n";
        var patient = new SqlGuardOptions { Deadline = TimeSpan.FromMinutes(1), MaxMemory = 8_000_000 };
        var generous = new SqlGuardOptions { Deadline = TimeSpan.FromMinutes(1), MaxMemory = 1_000_000_000 };
        using var done = new CancellationTokenSource();
        Task taking = Task.Run(
            () =>
            {
                while (!done.IsCancellationRequested)
                {
                    _database.Query(Large, [], default, generous, TestContext.Current.CancellationToken);
                }
            },
            TestContext.Current.CancellationToken);

        SqlAnswer[] answers = [.. Enumerable.Range(0, 20).Select(_ => _database.Query(Small, [], default, patient, TestContext.Current.CancellationToken))];
        await done.CancelAsync();
        await taking;

        answers.Select(static answer => (answer.Outcome, answer.Reason)).Distinct().ShouldBe([(ToolOutcome.Ok, null)]);
    }

    [Theory]
    [InlineData("DELETE FROM observation")]
    [InlineData("INSERT INTO observation(row) VALUES (99)")]
    [InlineData("UPDATE observation SET value_num = 1")]
    [InlineData("DROP TABLE observation")]
    [InlineData("CREATE TABLE t(a)")]
    [InlineData("CREATE TEMP TABLE t(a)")]
    [InlineData("CREATE VIEW v AS SELECT 1")]
    [InlineData("ATTACH ':memory:' AS other")]
    [InlineData("DETACH main")]
    [InlineData("PRAGMA user_version")]
    [InlineData("PRAGMA query_only=OFF")]
    [InlineData("VACUUM INTO '/tmp/stolen.db'")]
    [InlineData("BEGIN")]
    [InlineData("REINDEX")]
    [InlineData("ANALYZE")]
    [InlineData("SELECT * FROM sqlite_master")]
    [InlineData("SELECT * FROM sqlite_schema")]
    [InlineData("SELECT * FROM pragma_table_info('observation')")]
    [InlineData("SELECT * FROM snapshot")]
    [InlineData("SELECT count(*) FROM snapshot")]
    [InlineData("SELECT 1 FROM sqlite_master")]
    [InlineData("SELECT row FROM observation LIMIT (SELECT count(*) FROM SQLITE_SCHEMA)")]
    [InlineData("SELECT load_extension('x')")]
    [InlineData("SELECT randomblob(10)")]
    [InlineData("SELECT random()")]
    [InlineData("SELECT sqlite_version()")]
    [InlineData("SELECT 1; SELECT 2")]
    [InlineData("SELECT 1; DROP TABLE observation")]
    [InlineData("SELECT 1;;; /* x */ SELECT 2")]
    [InlineData("EXPLAIN SELECT 1")]
    [InlineData("SELECT 1\0 DROP TABLE observation")]
    [InlineData("WITH x AS (SELECT 1) DELETE FROM observation")]
    public void Query_Hostile_IsDeniedWithReason(string sql)
    {
        SqlAnswer answer = Ask(sql, default);

        answer.Outcome.ShouldBe(ToolOutcome.Denied);
        answer.Reason.ShouldNotBeNullOrWhiteSpace();
        Count().ShouldBe(1);
    }

    [Theory]
    [InlineData("SELECT 1;")]
    [InlineData("SELECT 1; -- done")]
    [InlineData("SELECT count(*) FROM observation")]
    [InlineData("WITH o AS (SELECT * FROM observation) SELECT o.row FROM o JOIN condition c ON c.row = o.row")]
    [InlineData("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i < 10) SELECT sum(i) FROM n")]
    [InlineData("SELECT row_number() OVER (ORDER BY event_time) FROM observation")]
    public void Query_Ordinary_IsAnswered(string sql) => Ask(sql, default).Outcome.ShouldBe(ToolOutcome.Ok);

    [Theory]
    [InlineData("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT max(i) FROM n")]
    [InlineData("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT i FROM n ORDER BY i")]
    [InlineData("WITH RECURSIVE s(t) AS (SELECT 'x' UNION ALL SELECT t || t FROM s) SELECT max(length(t)) FROM s")]
    [InlineData("SELECT nothing FROM observation")]
    [InlineData("SELEC 1")]
    [InlineData("")]
    [InlineData("-- only a comment")]
    public void Query_RunawayOrWrong_FailsWithRemedy(string sql)
    {
        SqlAnswer answer = Ask(sql, default);

        answer.Outcome.ShouldBe(ToolOutcome.Failed);
        answer.Reason.ShouldNotBeNullOrWhiteSpace();
        Count().ShouldBe(1);
    }

    [Fact]
    public void Query_CountWithoutAColumn_NamesItsTableAndNoExpression()
    {
        Ask("SELECT count(*) FROM observation", default).Tables.ShouldBe(["observation"]);
        Ask("WITH x AS (SELECT row FROM condition) SELECT count(*) FROM x", default).Tables.ShouldBe(["condition"]);
    }

    [Fact]
    public void Query_ManyRows_IsTruncatedWithCount()
    {
        SqlAnswer answer = Ask("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i < 500) SELECT i FROM n", default);

        (answer.Outcome, answer.Rows.Count, answer.Total, answer.CountedAll).ShouldBe((ToolOutcome.Truncated, 200, 500, true));
    }

    [Fact]
    public void Query_Now_IsTheCutoff()
    {
        SqlAnswer answer = Ask(
            "SELECT date('now'), date('n'||'ow','-30 days'), strftime('%Y'), current_date, unixepoch()", Chart.Cutoff("2026-01-31T08:00:00Z"));

        answer.Rows[0].ShouldBe(["2026-01-31", "2026-01-01", "2026", "2026-01-31", 1769846400L]);
    }

    [Theory]
    [InlineData("SELECT date('subsec')")]
    [InlineData("SELECT strftime('%Y-%m-%d', 'subsecond')")]
    [InlineData("SELECT date('2000-01-01', '+' || substr(timediff('now', '2000-01-01'), 2))")]
    public void Query_NowByAnotherName_IsTheCutoff(string sql) =>
        Ask(sql, Chart.Cutoff("2026-01-31T08:00:00Z")).Rows[0].ShouldBe(["2026-01-31"]);

    [Theory]
    [InlineData("SELECT zeroblob(1000000000)", ToolOutcome.Denied)]
    [InlineData("WITH RECURSIVE n(i, t) AS (SELECT 1, printf('%.*c', 4000000, 'x') UNION ALL SELECT i+1, t || '' FROM n) SELECT t FROM n ORDER BY t, i", ToolOutcome.Failed)]
    [InlineData("SELECT instr(printf('%.*c', 4000000, 'a'), printf('%.*c', 2000000, 'a') || 'b')", ToolOutcome.Failed)]
    [InlineData("SELECT trim(printf('%.*c', 4000000, 'a'), printf('%.*c', 4000000, 'b') || 'a')", ToolOutcome.Failed)]
    [InlineData("SELECT replace(printf('%.*c', 4000000, 'a'), 'a', printf('%.*c', 1000, 'b'))", ToolOutcome.Failed)]
    [InlineData("SELECT printf('%.*c', 4000000, 'a') LIKE printf('%.*c', 1000, '%')", ToolOutcome.Failed)]
    public void Query_Bomb_IsStopped(string sql, ToolOutcome expected)
    {
        Ask(sql, default).Outcome.ShouldBe(expected);
        Count().ShouldBe(1);
    }

    [Fact]
    public void Query_TextFunctions_AnswerLikeSqlite() =>
        Ask("SELECT instr('abcabc','ca'), instr('abc','x'), instr(null,'a'), replace('aXbX','X','--'), replace('a','','b'), trim('xxaxx','x'), ltrim('xxa','x'), rtrim('axx','x'), trim('  a ')", Chart.Cutoff("2026-01-31"))
            .Rows[0].ShouldBe([3L, 0L, null, "a--b--", "a", "a", "a", "a", "a"]);

    [Fact]
    public void Query_TypedNumbers_CompareAsNumbers() =>
        Chart.Snapshot("2026-01-31T08:00:00Z",
            [.. new[] { "10.2", "4.0", "120" }.Select((value, place) => $$$"""{"resourceType":"Observation","id":"v{{{place}}}","status":"final","code":{"text":"o"},"subject":{"reference":"Patient/p1"},"issued":"2020-01-01","valueQuantity":{"value":{{{value}}}}}""")])
            .Select("SELECT value_num FROM observation WHERE value_num > 5 ORDER BY value_num").Select(static row => row["value_num"]).ShouldBe([10.2, 120.0]);

    [Fact]
    public void Query_AnyWordsInAnyOrder_NeverWriteAndNeverThrow()
    {
        string[] words =
        [
            "SELECT", "*", "FROM", "observation", "DELETE", ";", "PRAGMA", "ATTACH", "(", ")", "'", "sqlite_master", "WITH", "AS", "x", "1", ",",
            "INSERT", "INTO", "VALUES", "--", "/*", "*/", "UNION", "row", "=", "load_extension", "\0", "é", "?", "RECURSIVE", "LIMIT", "date", "now",
        ];
        Gen<string> statements = Gen.Elements(words).ListOf().Select(static list => string.Join(' ', list));

        Prop.ForAll(statements.ToArbitrary(), sql =>
        {
            SqlAnswer answer = Ask(sql, Chart.Cutoff("2026-01-31"));
            return answer.Rows.Count <= 200 && Count() == 1 && (answer.Rows.Count > 0 || answer.Outcome == ToolOutcome.Empty || answer.Reason is not null);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public async Task Query_Concurrent_EachGetsItsOwnConnection() =>
        (await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(Count)))).ShouldAllBe(static count => count == 1);

    private SqlAnswer Ask(string sql, CutoffTime now) => _database.Query(sql, [], now, Quick, TestContext.Current.CancellationToken);

    private long Count() => (long)Ask("SELECT count(*) FROM observation", default).Rows[0][0]!;
}
