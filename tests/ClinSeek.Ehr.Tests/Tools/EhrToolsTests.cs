using System.Text;
using ClinSeek.Ehr.Database;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Ehr.Tests.Testing;
using ClinSeek.Ehr.Tools;
using ClinSeek.Evidence.Tools;

namespace ClinSeek.Ehr.Tests.Tools;

public sealed class EhrToolsTests : IDisposable
{
    private readonly PatientDatabase _database;
    private readonly EhrTools _tools;

    public EhrToolsTests()
    {
        RecordPage page = Chart.Named("heart-failure.json", File.ReadAllText(Fixture.At("heart-failure.json")));
        CaseScope scope = new("p1", Chart.Cutoff("2026-01-31T08:00:00Z"));
        _database = PatientDatabase.Open(PatientSnapshot.Build([page], "p1", scope.Cutoff).Database);
        _tools = new EhrTools(_database, scope);
    }

    public void Dispose() => _database.Dispose();

    [Fact]
    public void Declarations_WithoutAPatient_HideTheComparedArguments()
    {
        EhrTools.Declarations.Select(static item => item.Name).ShouldBe(
            [
                "ehr.load_ehr", "ehr.get_table_names", "ehr.get_column_names", "ehr.get_table_description", "ehr.get_unique_values", "ehr.get_records_by_time",
                "ehr.get_event_counts_by_time", "ehr.get_latest_records", "ehr.get_records_by_keyword", "ehr.get_records_by_value",
                "ehr.get_candidates_by_keyword", "ehr.get_candidates_by_fuzzy_matching", "ehr.get_candidates_by_semantic_similarity", "ehr.run_sql_query", "ehr.think",
            ]);
        EhrTools.Declarations.ShouldAllBe(static item => !item.JsonSchema.GetRawText().Contains("subject_id") && !item.JsonSchema.GetRawText().Contains("timestamp"));
        EhrTools.Declarations.Single(static item => item.Name == "ehr.get_latest_records").JsonSchema.GetRawText().ShouldContain("table_name");
        _tools.Functions.Single(static item => item.Name == "ehr.get_latest_records").JsonSchema.GetRawText().ShouldContain("subject_id");
    }

    [Fact]
    public async Task GetTableNames_Fixture_HasARowEach()
    {
        ToolResult result = await _tools.CallAsync("ehr.get_table_names", new { });

        (result.Outcome, result.Schema, result.Rows.Count, result.Locators.Count).ShouldBe((ToolOutcome.Ok, ToolSchemas.EhrTables, PatientTables.All.Count, PatientTables.All.Count));
        result.Rows.Single(static row => row.GetProperty("table").GetString() == "medication").GetProperty("rows").GetInt32().ShouldBe(3);
    }

    [Theory]
    [InlineData("encounter", "Emergency room admission for Dyspnea")]
    [InlineData("condition", "Unspecified atrial fibrillation active")]
    [InlineData("medication", "warfarin sodium 5 MG Oral Tablet 5 mg once daily")]
    [InlineData("procedure", "Plain chest X-ray")]
    [InlineData("diagnostic_report", "Cardiomegaly, small pleural effusions.")]
    [InlineData("document", "Dyspnoea and ankle oedema")]
    [InlineData("imaging_study", "ImagingStudy/is1 DX Chest")]
    [InlineData("patient", "female 75 years")]
    public async Task GetLatestRecords_EveryTable_SaysWhatTheRowSays(string table, string words)
    {
        ToolResult result = await _tools.CallAsync("ehr.get_latest_records", new { table_name = table });

        result.Outcome.ShouldBe(ToolOutcome.Ok);
        result.Text.ShouldContain(words);
        result.Locators.Count.ShouldBe(result.Rows.Count);
        result.Locators.ShouldAllBe(locator => locator.Quote != null && result.Text.Contains(locator.Quote));
    }

    [Fact]
    public async Task GetLatestRecords_Html_IsReadAsText() =>
        (await _tools.CallAsync("ehr.get_latest_records", new { table_name = "document", n = 20 })).Text.ShouldContain("Cardiomegaly & small effusions.");

    [Fact]
    public async Task GetLatestRecords_DrawnBeforeAndIssuedAfterTheCutoff_IsPendingWithoutAValue()
    {
        ToolResult pending = await _tools.CallAsync("ehr.get_latest_records", new { table_name = "pending_result" });
        pending.Text.ShouldContain("(result pending)");
        pending.Rows.ShouldHaveSingleItem().EnumerateObject().Select(static cell => cell.Name).ShouldNotContain(static name => name.StartsWith("value", StringComparison.Ordinal));
        pending.Text.ShouldNotContain("ng/L");
    }

    [Fact]
    public async Task GetLatestRecords_AfterTheCutoff_IsNowhere()
    {
        // That a sample is with the laboratory is known; what it will say is not.
        foreach (PatientTable table in PatientTables.All.Where(static table => table.Name != "pending_result"))
        {
            string text = (await _tools.CallAsync("ehr.get_latest_records", new { table_name = table.Name, n = 200 })).Text;
            text.ShouldNotContain("Heart failure, unspecified");
            text.ShouldNotContain("Troponin");
            text.ShouldNotContain("Discharge");
            text.ShouldNotContain("2026-02");
        }
    }

    [Fact]
    public async Task RunSqlQuery_PanelComponents_BelongToTheirPanel()
    {
        ToolResult result = await _tools.CallAsync("ehr.run_sql_query", new
        {
            sql_query = "SELECT c.row, c.resource, c.display, c.value_num FROM observation c JOIN observation p ON p.row = c.parent WHERE p.code = '85354-9' ORDER BY c.row",
        });

        result.Rows.Select(static row => row.GetProperty("value_num").GetDouble()).ShouldBe([148, 92]);
        result.Locators[0].Position.ShouldStartWith("observation#");
        result.Locators[0].Source.ShouldBe("Observation/bp-1");
        result.Text.ShouldContain(result.Locators[0].Quote!);
    }

    [Fact]
    public async Task RunSqlQuery_CodesToken_FindsByPrefix()
    {
        ToolResult result = await _tools.CallAsync("ehr.run_sql_query", new { sql_query = "SELECT count(*) AS n FROM condition WHERE codes LIKE '%|icd10cm|I48%'" });

        result.Rows[0].GetProperty("n").GetInt32().ShouldBe(1);
        result.Locators[0].Source.ShouldBe("condition");
    }

    [Fact]
    public async Task RunSqlQuery_Write_IsDenied() =>
        (await _tools.CallAsync("ehr.run_sql_query", new { sql_query = "DELETE FROM observation" })).Outcome.ShouldBe(ToolOutcome.Denied);

    [Theory]
    [InlineData("2026-01-30", "2026-01-30", 4)]
    [InlineData("2026-01-30T21:00:00Z", "2026-01-30 21:00:00", 1)]
    public async Task GetRecordsByTime_BothEnds_AreIncluded(string from, string to, int rows) =>
        (await _tools.CallAsync("ehr.get_records_by_time", new { table_name = "observation", start_time = from, end_time = to })).Total.ShouldBe(rows);

    [Fact]
    public async Task GetRecordsByTime_ManyRecords_PagesThroughAll()
    {
        string[] many = [.. Enumerable.Range(0, 120).Select(static number =>
            $$$"""{"resourceType":"DocumentReference","id":"d{{{number}}}","subject":{"reference":"Patient/p1"},"date":"2020-01-01T00:00:00Z","content":[{"attachment":{"contentType":"text/plain","data":"{{{Convert.ToBase64String(Encoding.UTF8.GetBytes(new string('x', 5000)))}}}"}}]}""")];
        using PatientDatabase database = Chart.Open("2026-01-31", many);
        var tools = new EhrTools(database, new CaseScope("p1", Chart.Cutoff("2026-01-31")));
        List<int> shown = [];
        for (int page = 1; page <= 3; page++)
        {
            ToolResult result = await tools.CallAsync("ehr.get_records_by_time", new { table_name = "document", start_time = "2020", end_time = "2020", page });
            shown.Add(result.Shown);
            result.Text.Length.ShouldBeLessThanOrEqualTo(24_000);
            result.Text.ShouldContain("cut");
            (result.Next is null).ShouldBe(page == 3);
            result.Locators.ShouldAllBe(locator => locator.Quote != null && result.Text.Contains(locator.Quote));
        }

        shown.ShouldBe([50, 50, 20]);
    }

    [Fact]
    public async Task Call_OtherPatientOrLaterTime_IsDenied()
    {
        (await _tools.CallAsync("ehr.get_latest_records", new { table_name = "observation", subject_id = "p2" })).Outcome.ShouldBe(ToolOutcome.Denied);
        (await _tools.CallAsync("ehr.get_latest_records", new { table_name = "observation", timestamp = "2026-03-01" })).Outcome.ShouldBe(ToolOutcome.Denied);
        ToolResult earlier = await _tools.CallAsync("ehr.get_latest_records", new { table_name = "observation", subject_id = "Patient/p1", timestamp = "2026-01-30 22:00:00" });
        earlier.Total.ShouldBe(3);
        earlier.Text.ShouldNotContain("1250");
    }

    [Fact]
    public async Task Call_ManyDifferentTimestamps_FailsWithRemedyAndNeverThrows()
    {
        ToolResult result = ToolResult.Of(ToolOutcome.Ok, string.Empty);
        for (int minute = 0; minute < 40; minute++)
        {
            result = await _tools.CallAsync("ehr.get_latest_records", new { table_name = "observation", timestamp = $"2026-01-30 22:{minute:00}:00" });
        }

        result.Outcome.ShouldBe(ToolOutcome.Failed);
        result.Text.ShouldContain("Leave timestamp out");
    }

    [Theory]
    [InlineData("ehr.get_latest_records", """{"table_name":"labs"}""", "Tables: patient")]
    [InlineData("ehr.get_latest_records", "{}", "needs table_name")]
    [InlineData("ehr.get_latest_records", """{"table_name":"observation","n":"many"}""", "wrong type")]
    [InlineData("ehr.get_latest_records", """{"table_name":"observation","n":0}""", "1 to 200")]
    [InlineData("ehr.get_latest_records", """{"table_name":"observation","limit":5}""", "no such argument")]
    [InlineData("ehr.get_latest_records", """{"table_name":"imaging_study","code":"x"}""", "has no codes")]
    [InlineData("ehr.get_records_by_time", """{"table_name":"patient","start_time":"2020","end_time":"2021"}""", "has no time")]
    [InlineData("ehr.get_records_by_time", """{"table_name":"observation","start_time":"now","end_time":"2021"}""", "not a time")]
    [InlineData("ehr.get_column_names", """{"table_name":"x"}""", "Tables: patient")]
    public async Task Call_BadArguments_FailWithWhatIsRight(string tool, string arguments, string says)
    {
        ToolResult result = await _tools.CallAsync(tool, System.Text.Json.JsonDocument.Parse(arguments).RootElement);

        result.Outcome.ShouldBe(ToolOutcome.Failed);
        result.Text.ShouldContain(says);
    }

    [Fact]
    public async Task Call_NothingMatches_IsEmptyAndNeverAbsent()
    {
        ToolResult result = await _tools.CallAsync("ehr.get_latest_records", new { table_name = "observation", code = "9999-9" });

        result.Outcome.ShouldBe(ToolOutcome.Empty);
        result.Text.ShouldContain("Missing is not negative");
    }
}
