using System.Text.Json;
using ClinSeek.Ehr.Database;
using ClinSeek.Ehr.Tests.Testing;
using ClinSeek.Ehr.Tools;
using ClinSeek.Evidence.Tools;

namespace ClinSeek.Ehr.Tests.Tools;

/// <summary>
/// What the tools show at a cut-off, by the row of the table of the reference system's features. Every table and column by itself is
/// looked at by the leakage set; here it is what a caller gets, from a record cut off when it was built and from one narrowed by a call.
/// </summary>
public sealed class ReferenceCutoffRowTests
{
    private const string T = "2026-01-31T08:00:00Z";
    private const string Subject = "\"subject\":{\"reference\":\"Patient/p1\"}";

    public static TheoryData<string> TimedTables => Resources.TimedTables;

    [Theory, MemberData(nameof(TimedTables))]
    public async Task Row04_KnownAtT_IsGivenOnlyAfterIt(string table)
    {
        string[] resources = [Resources.Of(table, T)];

        foreach ((string cutoff, int rows) in new[] { ("2026-01-31T07:59:59Z", 0), (T, 0), ("2026-01-31T08:00:01Z", 1) })
        {
            await CountsAsync(table, cutoff, rows, resources);
        }
    }

    [Theory, MemberData(nameof(TimedTables))]
    public async Task Row04_KnownOnADate_IsGivenOnlyWhenTheDayIsOver(string table)
    {
        string[] resources = [Resources.Of(table, "2026-01-31")];

        foreach ((string cutoff, int rows) in new[] { ("2026-01-31T00:00:00Z", 0), ("2026-01-31T12:00:00Z", 0), ("2026-01-31T23:59:59Z", 0), ("2026-02-01T00:00:00Z", 1) })
        {
            await CountsAsync(table, cutoff, rows, resources);
        }
    }

    [Theory]
    [InlineData("encounter", "end_time", """{"resourceType":"Encounter","id":"x","status":"finished",SUBJECT,"period":{"start":"2026-01-01T08:00:00Z","end":"2026-01-31T08:00:00Z"}}""")]
    [InlineData("encounter", "status", """{"resourceType":"Encounter","id":"x","status":"finished",SUBJECT,"period":{"start":"2026-01-01T08:00:00Z","end":"2026-01-31T08:00:00Z"}}""")]
    [InlineData("encounter", "discharge_to", """{"resourceType":"Encounter","id":"x","status":"finished",SUBJECT,"period":{"start":"2026-01-01T08:00:00Z","end":"2026-01-31T08:00:00Z"},"hospitalization":{"dischargeDisposition":{"text":"DIED"}}}""")]
    [InlineData("condition", "clinical_status", """{"resourceType":"Condition","id":"x","clinicalStatus":{"coding":[{"code":"resolved"}]},"code":{"text":"c"},SUBJECT,"recordedDate":"2026-01-01T08:00:00Z","abatementDateTime":"2026-01-31T08:00:00Z"}""")]
    [InlineData("medication", "end_time", """{"resourceType":"MedicationRequest","id":"x","status":"active","medicationCodeableConcept":{"text":"m"},SUBJECT,"authoredOn":"2026-01-01T08:00:00Z","dispenseRequest":{"validityPeriod":{"end":"2026-01-31T08:00:00Z"}}}""")]
    public async Task Row05_ColumnKnownAtT_IsFilledOnlyAfterIt(string table, string column, string resource)
    {
        string[] resources = [resource.Replace("SUBJECT", Subject, StringComparison.Ordinal)];

        foreach ((string cutoff, int filled) in new[] { ("2026-01-31T07:59:59Z", 0), (T, 0), ("2026-01-31T08:00:01Z", 1) })
        {
            foreach (ToolResult result in await AskAsync("ehr.get_table_description", cutoff, resources, table))
            {
                result.Rows.Single(row => row.GetProperty("column").GetString() == "resource").GetProperty("filled").GetInt64().ShouldBe(1, $"{table} at {cutoff}");
                result.Rows.Single(row => row.GetProperty("column").GetString() == column).GetProperty("filled").GetInt64().ShouldBe(filled, $"{table}.{column} at {cutoff}");
            }
        }
    }

    [Fact]
    public async Task Row05_Death_IsInNoColumnAtAll()
    {
        // The patient of every record here died in June.
        foreach (ToolResult result in await AskAsync("ehr.get_latest_records", "2026-07-01T00:00:00Z", [], "patient"))
        {
            result.Text.ShouldNotContain("2026-06");
            result.Rows.ShouldHaveSingleItem().GetRawText().ShouldNotContain("2026-06");
        }
    }

    [Theory]
    [InlineData("observation", """{"resourceType":"Observation","id":"x","status":"final","code":{"text":"o"},SUBJECT,"valueQuantity":{"value":7}}""")]
    [InlineData("condition", """{"resourceType":"Condition","id":"x","code":{"text":"c"},SUBJECT}""")]
    [InlineData("medication", """{"resourceType":"MedicationRequest","id":"x","status":"active","medicationCodeableConcept":{"text":"m"},SUBJECT}""")]
    public async Task Row06_RowWithoutATime_IsDeniedAndCounted(string table, string resource)
    {
        PatientSnapshot snapshot = Chart.Snapshot(T, resource.Replace("SUBJECT", Subject, StringComparison.Ordinal));

        snapshot.Info.Skipped[SkipReasons.NoTime].ShouldBe(1);
        using PatientDatabase database = PatientDatabase.Open(snapshot.Database);
        (await Tools(database, T).CallAsync("ehr.get_latest_records", new { table_name = table })).Outcome.ShouldBe(ToolOutcome.Empty);
    }

    [Fact]
    public async Task Row06_TypeWithoutAPolicy_IsDeniedAndCounted()
    {
        PatientSnapshot snapshot = Chart.Snapshot(T, $$$"""{"resourceType":"Claim","id":"x","status":"active","patient":{"reference":"Patient/p1"},"created":"2020-01-01","diagnosis":[{"diagnosisCodeableConcept":{"text":"canary"}}]}""");

        snapshot.Info.Skipped.Values.Sum().ShouldBe(1);
        System.Text.Encoding.UTF8.GetString(snapshot.Database.Span).ShouldNotContain("canary");
        using PatientDatabase database = PatientDatabase.Open(snapshot.Database);
        ToolResult tables = await Tools(database, T).CallAsync("ehr.load_ehr", new { });
        tables.Rows.Where(static row => row.GetProperty("rows").GetInt64() > 0).Select(static row => row.GetProperty("table").GetString()).ShouldBe(["patient"]);
    }

    private static async Task CountsAsync(string table, string cutoff, int rows, string[] resources)
    {
        foreach (ToolResult result in await AskAsync("ehr.get_latest_records", cutoff, resources, table))
        {
            result.Total.ShouldBe(rows, $"{table} at {cutoff}");
        }

        foreach (ToolResult result in await AskAsync("ehr.load_ehr", cutoff, resources, null))
        {
            JsonElement counted = result.Rows.Single(row => row.GetProperty("table").GetString() == table);
            counted.GetProperty("rows").GetInt64().ShouldBe(rows, $"{table} at {cutoff}");
        }
    }

    // The record cut off when it was built, and a later one asked with an earlier timestamp.
    private static async Task<ToolResult[]> AskAsync(string tool, string cutoff, string[] resources, string? table)
    {
        const string Later = "2026-12-01T00:00:00Z";
        using PatientDatabase cut = Chart.Open(cutoff, resources);
        using PatientDatabase whole = Chart.Open(Later, resources);
        var arguments = new Dictionary<string, string>();
        if (table is not null)
        {
            arguments["table_name"] = table;
        }

        ToolResult built = await Tools(cut, cutoff).CallAsync(tool, arguments);
        arguments["timestamp"] = cutoff;
        return [built, await Tools(whole, Later).CallAsync(tool, arguments)];
    }

    private static EhrTools Tools(PatientDatabase database, string cutoff) => new(database, new CaseScope("p1", Chart.Cutoff(cutoff)));
}
