using ClinSeek.Ehr.Database;
using ClinSeek.Ehr.Tests.Testing;

namespace ClinSeek.Ehr.Tests.Time;

/// <summary>What was changed, dated or signed later than it looks is denied rather than shown too early.</summary>
public sealed class LateKnowledgeTests
{
    private const string T = "2026-01-31T08:00:00Z";
    private const string Subject = "\"subject\":{\"reference\":\"Patient/p1\"}";

    [Theory]
    [InlineData("final", 1)]
    [InlineData("amended", 0)]
    [InlineData("corrected", 0)]
    public void Build_ResultRevisedLater_IsDenied(string status, int rows) =>
        Chart.Snapshot(T, $$$"""{"resourceType":"Observation","id":"x","meta":{"lastUpdated":"2026-02-02T00:00:00Z"},"status":"{{{status}}}","code":{"text":"o"},{{{Subject}}},"issued":"2026-01-30T00:00:00Z"}""")
            .Rows("observation").ShouldBe(rows);

    [Fact]
    public void Build_UnreadableIssued_IsDeniedAlthoughAnEarlierTimeStands() =>
        Chart.Snapshot(T, $$$"""{"resourceType":"Observation","id":"x","status":"final","code":{"text":"o"},{{{Subject}}},"effectiveDateTime":"2026-01-01","issued":"31.01.2026 09:00"}""")
            .Rows("observation").ShouldBe(0);

    [Theory]
    [InlineData("2026-01-31T12:00:00Z", 0)]
    [InlineData("2026-02-01T00:00:00Z", 1)]
    public void Build_NoteAtMidnight_CountsAsItsDay(string cutoff, int rows) =>
        Chart.Snapshot(cutoff, Resources.Of("document", "2026-01-31T00:00:00Z")).Rows("document").ShouldBe(rows);

    [Fact]
    public void Build_NoteWrittenAfterItsDate_IsDenied() =>
        Chart.Snapshot(T, $$$"""{"resourceType":"DocumentReference","id":"x","status":"current",{{{Subject}}},"date":"2026-01-30","content":[{"attachment":{"contentType":"text/plain","data":"aGVsbG8=","creation":"2026-02-03"}}]}""")
            .Rows("document").ShouldBe(0);

    [Fact]
    public void At_BetweenIssueAndUpdate_DoesNotShowTheLaterVersion()
    {
        static string Version(int number, double value, string updated) =>
            $$$"""{"resourceType":"Observation","id":"x","meta":{"versionId":"{{{number}}}","lastUpdated":"{{{updated}}}"},"status":"final","code":{"text":"o"},{{{Subject}}},"issued":"2026-01-01T00:00:00Z","valueQuantity":{"value":{{{value}}}}}""";
        using PatientDatabase later = Chart.Open("2026-03-01", Version(1, 5, "2026-01-01T00:00:00Z"), Version(2, 9, "2026-02-02T00:00:00Z"));

        later.Select("SELECT value_num FROM observation").Single()["value_num"].ShouldBe(9.0);
        later.At(Chart.Cutoff(T)).Select("SELECT value_num FROM observation").ShouldBeEmpty();
    }

    [Fact]
    public void Build_EscapedTimesAndSystems_AreRead() =>
        Chart.Snapshot(T, $$$"""{"resourceType":"Observation","id":"x","status":"final","code":{"coding":[{"system":"http:\/\/loinc.org","code":"1-1"}]},{{{Subject}}},"issued":"2026-01-30T08:00:00\u002B01:00"}""")
            .Select("SELECT available_time, codes FROM observation").Single().Values.ShouldBe(["2026-01-30T07:00:00Z", " |loinc|1-1| "]);

    [Fact]
    public void Build_LeapSecond_IsTheNextMinute() =>
        Chart.Snapshot(T, Resources.Of("observation", "2026-01-31T07:59:60Z")).Rows("observation").ShouldBe(0);

    [Fact]
    public void Build_ResourcesWithoutIds_AreNotOneAnother() =>
        Chart.Snapshot(T, $$$"""{"resourceType":"Condition","code":{"text":"a"},{{{Subject}}},"recordedDate":"2020-01-01"}""",
            $$$"""{"resourceType":"Condition","code":{"text":"b"},{{{Subject}}},"recordedDate":"2020-01-01"}""").Rows("condition").ShouldBe(2);

    [Fact]
    public void Build_ReferenceToAnotherPatientsResource_LeadsNowhere() =>
        Chart.Snapshot(T, $$$"""{"resourceType":"MedicationRequest","id":"m","status":"active",{{{Subject}}},"authoredOn":"2020-01-01","medicationReference":{"reference":"Condition/secret"}}""",
            """{"resourceType":"Condition","id":"secret","code":{"text":"secret"},"subject":{"reference":"Patient/p2"},"recordedDate":"2020-01-01"}""")
            .Select("SELECT display FROM medication").Single()["display"].ShouldBeNull();
}
