using System.Security.Cryptography;
using ClinSeek.Ehr.Database;
using ClinSeek.Ehr.Tests.Database;
using ClinSeek.Ehr.Tests.Testing;
using ClinSeek.Ehr.Tools;
using ClinSeek.Ehr.Vocabularies;
using ClinSeek.Evidence.Cutoff;
using ClinSeek.Evidence.Tools;
using FsCheck;
using FsCheck.Fluent;

namespace ClinSeek.Ehr.Tests.Vocabularies;

/// <summary>Queries that join the record with candidate tables, and that nothing else comes within reach by that.</summary>
public sealed class CandidateSqlTests : IDisposable
{
    private const string T = "2026-01-31T08:00:00Z";
    private const string Joined = "SELECT c.row, c.resource, d.candidate FROM condition c JOIN diagnoses d ON c.codes LIKE '%|icd10cm|' || d.icd_code || '|%'";

    private static readonly SqlGuardOptions Quick = new() { Deadline = TimeSpan.FromMilliseconds(40), MaxMemory = 24_000_000, MaxRows = 20, MaxCounted = 500, MaxChars = 30_000 };

    private readonly string _folder = Directory.CreateTempSubdirectory("candidate-sql").FullName;
    private readonly byte[] _record = Chart.Snapshot(T, """
        {"resourceType":"Condition","id":"c1","subject":{"reference":"Patient/p1"},"recordedDate":"2020-01-01",
        "code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"I50.9"}]}}
        """).Database.ToArray();

    private readonly PatientDatabase _database;

    public CandidateSqlTests() => _database = PatientDatabase.Open(_record);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private VocabularyStore Store => new(Path.Combine(_folder, "vocabularies.db"), withShipped: true);

    public void Dispose()
    {
        _database.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Row17_Query_JoinsTheRecordWithCandidates_AndNamesTheirContent()
    {
        Import("candidate,icd_code,icd_code,\nHeart failure,I50.9,a,b\nPneumonia,J18.9,,\n");

        ToolResult found = await AskAsync(Joined);

        found.Rows.ShouldHaveSingleItem().GetProperty("candidate").GetString().ShouldBe("Heart failure");
        found.Locators.ShouldHaveSingleItem().Source.ShouldBe("Condition/c1");
        VocabularyMark mark = found.Vocabularies.ShouldNotBeNull().ShouldHaveSingleItem();
        (mark.Name, mark.Digest.Length).ShouldBe(("diagnoses", 64));
        (await AskAsync("SELECT count(*) AS n FROM Diagnoses")).Rows.ShouldHaveSingleItem().GetProperty("n").GetInt32().ShouldBe(2);
        (await Tools().CallAsync("ehr.get_column_names", new { table_name = "diagnoses" })).Rows.Select(static row => row.GetProperty("column").GetString())
            .ShouldBe(["candidate", "icd_code", "icd_code_2", "column"]);
    }

    [Fact]
    public async Task Query_OnTheRecordAlone_RestsOnNoVocabulary()
    {
        Import("candidate\nHeart failure\n");

        (await AskAsync("SELECT row, 'diagnoses' AS word FROM condition")).Vocabularies.ShouldBeNull();
        (await AskAsync("SELECT no_such_column FROM condition")).Vocabularies.ShouldBeNull();
        (await AskAsync("SELECT * FROM no_such_table")).Text.ShouldContain("no such table");
    }

    [Fact]
    public async Task Query_WrongOnACandidateTable_NamesItToo()
    {
        ToolResult wrong = await AskAsync("SELECT no_such_column FROM diagnoses");

        wrong.Text.ShouldContain("no such column");
        wrong.Vocabularies.ShouldNotBeNull().ShouldHaveSingleItem().Name.ShouldBe("diagnoses");
    }

    [Fact]
    public async Task Query_TableOfTheSameNameInTheRecord_IsTheRecords()
    {
        Import("candidate\nnot the record\n", "condition");

        ToolResult found = await AskAsync("SELECT c.row, c.resource FROM condition c, diagnoses d LIMIT 1");

        found.Locators.ShouldHaveSingleItem().Source.ShouldBe("Condition/c1");
        found.Vocabularies.ShouldNotBeNull().ShouldHaveSingleItem().Name.ShouldBe("diagnoses");
        (await AskAsync("SELECT candidate FROM condition, diagnoses WHERE candidate = 'not the record'")).Rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task Query_VocabularyOfAReservedNameOrOfManyColumns_IsNoFault()
    {
        Import("candidate\na\n", "sqlite_names");
        Import("candidate," + string.Join(',', Enumerable.Range(0, 3_000)) + "\na," + string.Join(',', Enumerable.Repeat("x", 3_000)) + "\n", "wide");

        (await AskAsync("SELECT candidate FROM sqlite_names")).Outcome.ShouldBeOneOf(ToolOutcome.Denied, ToolOutcome.Failed);
        (await AskAsync("SELECT candidate, \"198\" FROM wide")).Rows.ShouldHaveSingleItem().GetProperty("candidate").GetString().ShouldBe("a");
    }

    [Fact]
    public void AreAtHand_TableImportedAnew_OnlyWithTheSameContent()
    {
        Import("candidate,code\nb,1\na,2\n");
        var source = new CandidateSource(Store);
        VocabularyMark[] marks = [source.Store.SqlTable("diagnoses")!.Mark];

        EhrTools.AreAtHand(marks, source).ShouldBeTrue();
        EhrTools.AreAtHand(marks, null).ShouldBeFalse();
        Import("candidate,code\na,2\nb,1\n");
        EhrTools.AreAtHand(marks, source).ShouldBeTrue();
        Import("candidate,code\na,2\nb,3\n");
        EhrTools.AreAtHand(marks, source).ShouldBeFalse();
    }

    [Theory]
    [InlineData("SELECT * FROM candidates0.sqlite_master")]
    [InlineData("SELECT * FROM candidates0.sqlite_schema, diagnoses")]
    [InlineData("SELECT count(*) FROM candidates0.sqlite_master")]
    [InlineData("SELECT * FROM candidates0.diagnoses d, sqlite_master")]
    [InlineData("SELECT (SELECT tables FROM main.snapshot) FROM diagnoses")]
    [InlineData("SELECT * FROM pragma_table_info('diagnoses')")]
    [InlineData("SELECT * FROM diagnoses, pragma_database_list")]
    [InlineData("SELECT * FROM candidates0.observation")]
    [InlineData("SELECT * FROM candidates1.diagnoses")]
    [InlineData("SELECT * FROM temp.diagnoses")]
    [InlineData("SELECT * FROM main.diagnoses")]
    [InlineData("DELETE FROM diagnoses")]
    [InlineData("INSERT INTO diagnoses VALUES ('a', 'b', 'c', 'd')")]
    [InlineData("UPDATE diagnoses SET candidate = 'x' RETURNING *")]
    [InlineData("CREATE TABLE candidates0.t AS SELECT * FROM condition")]
    [InlineData("CREATE TEMP VIEW v AS SELECT * FROM diagnoses")]
    [InlineData("ATTACH '/tmp/x.db' AS candidates1")]
    [InlineData("DETACH candidates0")]
    [InlineData("PRAGMA candidates0.table_info('diagnoses')")]
    [InlineData("VACUUM candidates0 INTO '/tmp/stolen.db'")]
    [InlineData("SELECT load_extension('x') FROM diagnoses")]
    [InlineData("SELECT * FROM diagnoses; SELECT 1")]
    public void Query_BesideCandidates_ReachesNothingElse(string sql)
    {
        CandidateSqlTable beside = Store.SqlTable("diagnoses")!;

        SqlAnswer answer = _database.Query(sql, [beside], Chart.Cutoff(T), Quick, Stop);

        answer.Outcome.ShouldBeOneOf(ToolOutcome.Denied, ToolOutcome.Failed);
        answer.Rows.ShouldBeEmpty();
        _database.Query("SELECT count(*) FROM diagnoses", [beside], Chart.Cutoff(T), Quick, Stop).Rows[0][0].ShouldBe((long)beside.Table.Count);
    }

    [Fact]
    public void Query_AnyHostileStatementBesideCandidates_ReachesNoSchemaAndLeavesBothUntouched()
    {
        CandidateSqlTable beside = Store.SqlTable("diagnoses")!;
        byte[][] before = [SHA256.HashData(_record), SHA256.HashData(beside.Bytes)];

        Check(150, 31, HostileSql.Hidden, sql => _database.Query(sql, [beside], Chart.Cutoff(T), Quick, Stop).Outcome.ShouldBeOneOf(ToolOutcome.Denied, ToolOutcome.Failed));
        Check(150, 32, HostileSql.Statements, sql =>
        {
            SqlAnswer answer = _database.Query(sql, [beside], Chart.Cutoff(T), Quick, Stop);
            answer.Rows.Count.ShouldBeLessThanOrEqualTo(Quick.MaxRows, sql);
            answer.Rows.SelectMany(static row => row).OfType<string>().ShouldAllBe(static cell => !cell.Contains("CREATE TABLE \"", StringComparison.Ordinal), sql);
        });

        new[] { SHA256.HashData(_record), SHA256.HashData(beside.Bytes) }.ShouldBe(before);
    }

    private static void Check(int statements, ulong seed, Gen<string> hostile, Action<string> law) =>
        Prop.ForAll(hostile.ToArbitrary(), law).Check(Config.QuickThrowOnFailure.WithMaxTest(statements).WithReplay(seed, 1).WithQuietOnSuccess(true));

    private Task<ToolResult> AskAsync(string sql) => Tools().CallAsync("ehr.run_sql_query", new { sql_query = sql });

    private EhrTools Tools() => new(_database, new CaseScope("p1", Chart.Cutoff(T)), new CandidateSource(Store));

    private void Import(string csv, string name = "diagnoses")
    {
        string file = Path.Combine(_folder, "import.csv");
        File.WriteAllText(file, csv);
        VocabularyImporter.Import(Path.Combine(_folder, "vocabularies.db"), file, name, "candidate", null, Stop);
    }
}
