using System.Text.Json;
using ClinSeek.Ehr.Database;
using ClinSeek.Ehr.Tests.Testing;
using ClinSeek.Ehr.Tools;
using ClinSeek.Evidence.Tools;

namespace ClinSeek.Ehr.Tests.Tools;

/// <summary>What each tool does as the reference system does it, and what it does better, by the row of the table of its features.</summary>
public sealed class ReferenceRowTests : IDisposable
{
    private static readonly string[] Resources =
    [
        Glucose("g1", "2026-01-10T08:00:00Z", "5"), Glucose("g2", "2026-01-11T08:00:00Z", "5.0"), Glucose("g3", "2026-01-12T08:00:00Z", "12.5"), Glucose("g4", "2026-01-12T23:30:00Z", "120"),
        Note("d1", "2026-01-11T10:00:00Z", "Chest pain (exertional), 50% better. Ödem of both legs."), Note("d2", "2026-01-12T10:00:00Z", "No chest pain."),
        .. Enumerable.Range(0, 60).Select(static place =>
            $$$"""{"resourceType":"Condition","id":"c{{{place}}}","subject":{"reference":"Patient/p1"},"recordedDate":"2026-01-0{{{1 + (place % 9)}}}T00:00:00Z","clinicalStatus":{"coding":[{"code":"active"}]},"code":{"text":"condition {{{place % 55}}}"}}"""),
        """{"resourceType":"Observation","id":"late","status":"final","category":[{"coding":[{"code":"laboratory"}]}],"subject":{"reference":"Patient/p1"},"code":{"coding":[{"system":"http://loinc.org","code":"2345-7"}],"text":"Glucose"},"effectiveDateTime":"2026-01-30T08:00:00Z","issued":"2026-02-02T08:00:00Z","valueQuantity":{"value":33.25,"unit":"mmol/L"}}""",
    ];

    private readonly PatientDatabase _database = Chart.Open("2026-01-31T08:00:00Z", Resources);
    private readonly EhrTools _tools;

    public ReferenceRowTests() => _tools = new EhrTools(_database, new CaseScope("p1", Chart.Cutoff("2026-01-31T08:00:00Z")));

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task Row03_LoadEhr_CountsTheRowsThatAreVisible()
    {
        ToolResult result = await _tools.CallAsync("ehr.load_ehr", new { subject_id = "p1", timestamp = "2026-01-31 08:00:00" });

        result.Outcome.ShouldBe(ToolOutcome.Ok);
        foreach (JsonElement row in result.Rows)
        {
            string table = row.GetProperty("table").GetString()!;
            row.GetProperty("rows").GetInt64().ShouldBe((long)_database.Select($"SELECT count(*) AS n FROM \"{table}\"")[0]["n"]!, table);
        }

        result.Text.ShouldContain("Everything that the source sent could be read.");
        result.Text.ShouldNotContain("/");
    }

    [Fact]
    public async Task Row03_LoadEhr_UnknownPatient_IsRefusedWithoutAPath()
    {
        ToolResult result = await _tools.CallAsync("ehr.load_ehr", new { subject_id = "10014729", timestamp = "2026-01-31 08:00:00" });
        result.Outcome.ShouldBe(ToolOutcome.Denied);
        result.Text.ShouldNotContain("/");
        result.Text.ShouldNotContain(".db");
    }

    [Fact]
    public async Task Row08_LoadEhr_LaterTimestamp_IsRefusedAndNamesTheCutOff() =>
        (await _tools.CallAsync("ehr.load_ehr", new { subject_id = "p1", timestamp = "2026-02-03 00:00:00" })).ShouldSatisfyAllConditions(
            static result => result.Outcome.ShouldBe(ToolOutcome.Denied), static result => result.Text.ShouldContain("2026-01-31 08:00:00Z"));

    [Fact]
    public async Task Row09_TwoCases_NeverSeeEachOthersRows()
    {
        using PatientDatabase other = Chart.Open("2026-01-31T08:00:00Z", Note("x1", "2026-01-11T10:00:00Z", "Only in the other record."));
        var others = new EhrTools(other, new CaseScope("p1", Chart.Cutoff("2026-01-31T08:00:00Z")));
        ToolResult[] results = await Task.WhenAll(Enumerable.Range(0, 40).Select(place => Task.Run(() =>
            (place % 2 == 0 ? _tools : others).CallAsync("ehr.get_records_by_keyword", new { table_name = "document", keyword = "record" }))));
        for (int place = 0; place < results.Length; place++)
        {
            results[place].Total.ShouldBe(place % 2);
        }
    }

    [Fact]
    public async Task Row10_TableDescription_ShowsTypesUnitsCountsAndTimes()
    {
        ToolResult result = await _tools.CallAsync("ehr.get_table_description", new { table_name = "observation" });

        JsonElement value = result.Rows.Single(static row => row.GetProperty("column").GetString() == "value_num");
        value.GetProperty("type").GetString().ShouldBe("REAL");
        value.GetProperty("filled").GetInt64().ShouldBe(4);
        value.GetProperty("lowest").GetDouble().ShouldBe(5);
        value.GetProperty("highest").GetDouble().ShouldBe(120);
        value.GetProperty("units").EnumerateArray().Select(static unit => unit.GetString()).ShouldContain("mmol/L");
        result.Rows.Single(static row => row.GetProperty("column").GetString() == "event_time").GetProperty("highest").GetString().ShouldStartWith("2026-01-12");
        result.Text.ShouldNotContain("33.25");
    }

    [Fact]
    public async Task Row11_UniqueValues_FewOfThem_AreListedSorted()
    {
        ToolResult result = await _tools.CallAsync("ehr.get_unique_values", new { table_name = "observation", column_name = "value_num" });
        (result.Outcome, result.Total).ShouldBe((ToolOutcome.Ok, 3));
        result.Rows.Select(static row => (row.GetProperty("value").GetDouble(), row.GetProperty("rows").GetInt32())).ShouldBe([(5, 2), (12.5, 1), (120, 1)]);
    }

    [Fact]
    public async Task Row11_UniqueValues_ManyOfThem_GiveTheFrequentOnesWithCountsAndAPage()
    {
        ToolResult result = await _tools.CallAsync("ehr.get_unique_values", new { table_name = "condition", column_name = "display" });
        (result.Outcome, result.Shown, result.Total).ShouldBe((ToolOutcome.Truncated, 50, 55));
        result.Rows[0].GetProperty("rows").GetInt32().ShouldBe(2);
        result.Text.ShouldContain("50 of 55 distinct values");
        ToolResult second = await _tools.CallAsync("ehr.get_unique_values", new { table_name = "condition", column_name = "display", page = 2 });
        (second.Outcome, second.Shown).ShouldBe((ToolOutcome.Ok, 5));
        result.Rows.Concat(second.Rows).Select(static row => row.GetProperty("value").GetString()).Distinct().Count().ShouldBe(55);
    }

    [Fact]
    public async Task Row12_RecordsByTime_BareEndDate_CoversItsDay() =>
        (await _tools.CallAsync("ehr.get_records_by_time", new { table_name = "observation", start_time = "2026-01-10", end_time = "2026-01-12" })).Total.ShouldBe(4);

    [Fact]
    public async Task Row13_EventCounts_CountEveryTableAndNameTheUntimedOnes()
    {
        ToolResult result = await _tools.CallAsync("ehr.get_event_counts_by_time", new { start_time = "2026-01-11", end_time = "2026-01-12" });
        result.Rows.Count.ShouldBe(_database.Tables.Count);
        Count(result, "observation").GetInt32().ShouldBe(3);
        Count(result, "document").GetInt32().ShouldBe(2);
        Count(result, "patient").ValueKind.ShouldBe(JsonValueKind.Null);
        result.Text.ShouldContain("patient: has no time");
    }

    [Fact]
    public async Task Row14_LatestRecords_OfAnUntimedTable_AreGivenAllTheSame()
    {
        (await _tools.CallAsync("ehr.get_latest_records", new { table_name = "patient" })).Outcome.ShouldBe(ToolOutcome.Ok);
        (await _tools.CallAsync("ehr.get_latest_records", new { table_name = "observation", n = 2, code = "2345-7" })).Shown.ShouldBe(2);
    }

    [Theory]
    [InlineData("chest PAIN", 2)]
    [InlineData("(exertional)", 1)]
    [InlineData("50% better", 1)]
    [InlineData("50_ better", 0)]
    [InlineData("c.est", 0)]
    [InlineData("ÖDEM", 1)]
    [InlineData("ödem", 1)]
    [InlineData("' OR 1=1 --", 0)]
    public async Task Row15_Keyword_IsTakenLiterallyWhateverItsCase(string keyword, int rows)
    {
        ToolResult result = await _tools.CallAsync("ehr.get_records_by_keyword", new { table_name = "document", keyword });
        result.Total.ShouldBe(rows);
        result.Outcome.ShouldBe(rows == 0 ? ToolOutcome.Empty : ToolOutcome.Ok);
    }

    [Fact]
    public async Task Row15_Keyword_PagesGiveEveryRecordOnceInTheOrderOfTime()
    {
        ToolResult[] pages = [.. await Task.WhenAll(Enumerable.Range(1, 3).Select(page => _tools.CallAsync("ehr.get_records_by_keyword", new { table_name = "condition", keyword = "CONDITION", page })))];

        pages.Select(static page => (page.Outcome, page.Shown)).ShouldBe([(ToolOutcome.Truncated, 50), (ToolOutcome.Ok, 10), (ToolOutcome.Empty, 0)]);
        (string Time, long Row)[] keys = [.. pages.SelectMany(static page => page.Rows).Select(static row => (row.GetProperty("event_time").GetString()!, row.GetProperty("row").GetInt64()))];
        keys.ShouldBe(keys.Distinct().Order());
        keys.Length.ShouldBe(60);
    }

    [Theory]
    [InlineData("value_num", "5", 2)]
    [InlineData("value_num", "5.00", 2)]
    [InlineData("VALUE_NUM", "1.2e2", 1)]
    [InlineData("display", "Glucose", 4)]
    [InlineData("display", "glucose", 0)]
    public async Task Row16_Value_NumbersMatchHoweverTheyAreWritten(string column_name, string value, int rows) =>
        (await _tools.CallAsync("ehr.get_records_by_value", new { table_name = "observation", column_name, value })).Total.ShouldBe(rows);

    [Theory]
    [InlineData("display", "glucose", "4 differ from it in case alone")]
    [InlineData("value_num", "high", "give a number")]
    [InlineData("colour", "x", "is not a column of observation")]
    public async Task Row16_Value_WithoutAMatch_SaysWhatIsRight(string column_name, string value, string says) =>
        (await _tools.CallAsync("ehr.get_records_by_value", new { table_name = "observation", column_name, value })).Text.ShouldContain(says);

    [Theory]
    [InlineData("SELECT max(value_num) AS v FROM observation", 120)]
    [InlineData("SELECT count(*) AS v FROM observation WHERE value_num > 5", 2)]
    [InlineData("SELECT avg(value_num) AS v FROM observation WHERE value_num < 13", 7.5)]
    public async Task Row17_Sql_ComparesNumbersAsNumbers(string sql_query, double expected) =>
        (await _tools.CallAsync("ehr.run_sql_query", new { sql_query })).Rows[0].GetProperty("v").GetDouble().ShouldBe(expected);

    [Fact]
    public async Task Row07_ResultIssuedAfterTheCutOff_IsNotKnownYet() =>
        (await _tools.CallAsync("ehr.get_latest_records", new { table_name = "observation", n = 50 })).Text.ShouldNotContain("33.25");

    [Fact]
    public async Task Row07_ResultIssuedAfterTheCutOff_IsPendingWithoutItsValue()
    {
        ToolResult pending = await _tools.CallAsync("ehr.get_latest_records", new { table_name = "pending_result", n = 50 });
        pending.Rows.ShouldHaveSingleItem().GetProperty("display").GetString().ShouldBe("Glucose");
        pending.Text.ShouldContain("Glucose (result pending)");
        pending.Text.ShouldNotContain("33.25");
    }

    private static JsonElement Count(ToolResult result, string table) =>
        result.Rows.Single(row => row.GetProperty("table").GetString() == table).GetProperty("count");

    private static string Glucose(string id, string time, string value) =>
        $$$"""{"resourceType":"Observation","id":"{{{id}}}","status":"final","subject":{"reference":"Patient/p1"},"code":{"coding":[{"system":"http://loinc.org","code":"2345-7"}],"text":"Glucose"},"effectiveDateTime":"{{{time}}}","issued":"{{{time}}}","valueQuantity":{"value":{{{value}}},"unit":"mmol/L"}}""";

    private static string Note(string id, string time, string text) =>
        $$$"""{"resourceType":"DocumentReference","id":"{{{id}}}","subject":{"reference":"Patient/p1"},"date":"{{{time}}}","content":[{"attachment":{"contentType":"text/plain","data":"{{{Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text))}}}"}}]}""";
}
