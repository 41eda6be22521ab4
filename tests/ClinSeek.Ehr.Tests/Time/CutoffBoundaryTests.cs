using ClinSeek.Ehr.Database;
using ClinSeek.Ehr.Tests.Testing;

namespace ClinSeek.Ehr.Tests.Time;

/// <summary>What becomes available at t is seen by t+1s and by nothing before.</summary>
public sealed class CutoffBoundaryTests
{
    private const string T = "2026-01-31T08:00:00Z";

    public static TheoryData<string> Tables => Resources.TimedTables;

    [Theory, MemberData(nameof(Tables))]
    public void Build_AvailableAtTheCutoff_IsNotSeen(string table)
    {
        string resource = Resources.Of(table, T);

        Chart.Snapshot("2026-01-31T07:59:59Z", resource).Rows(table).ShouldBe(0);
        PatientSnapshot at = Chart.Snapshot(T, resource);
        at.Rows(table).ShouldBe(0);
        at.Info.Skipped[SkipReasons.AfterCutoff].ShouldBe(1);
        Chart.Snapshot("2026-01-31T08:00:01Z", resource).Rows(table).ShouldBe(1);
    }

    [Theory, MemberData(nameof(Tables))]
    public void Build_DateOnly_IsSeenAfterItsDay(string table)
    {
        string resource = Resources.Of(table, "2026-01-31");

        Chart.Snapshot("2026-01-31T12:00:00Z", resource).Rows(table).ShouldBe(0);
        Chart.Snapshot("2026-01-31T23:59:59Z", resource).Rows(table).ShouldBe(0);
        Chart.Snapshot("2026-02-01T00:00:00Z", resource).Rows(table).ShouldBe(1);
    }

    [Theory, MemberData(nameof(Tables))]
    public void At_EarlierTime_SeesTheSameAsAFreshBuild(string table)
    {
        string resource = Resources.Of(table, T);
        using PatientDatabase later = Chart.Open("2026-03-01T00:00:00Z", resource);

        later.At(Chart.Cutoff(T)).Select($"SELECT row FROM {table}").Count.ShouldBe(0);
        later.At(Chart.Cutoff("2026-01-31T08:00:01Z")).Select($"SELECT row FROM {table}").Count.ShouldBe(1);
    }

    [Fact]
    public void Build_DrawnBeforeIssuedAfter_LeavesNoTrace()
    {
        PatientSnapshot snapshot = Chart.Snapshot(T,
            """{"resourceType":"Observation","id":"x","status":"final","code":{"text":"o"},"subject":{"reference":"Patient/p1"},"effectiveDateTime":"2026-01-31T07:00:00Z","issued":"2026-01-31T09:00:00Z","valueQuantity":{"value":7}}""");

        snapshot.Rows("observation").ShouldBe(0);
        snapshot.Info.Skipped[SkipReasons.AfterCutoff].ShouldBe(1);
    }

    [Fact]
    public void Build_StayThatEndsLater_MasksEndAndStatus()
    {
        const string Stay = """{"resourceType":"Encounter","id":"x","status":"finished","subject":{"reference":"Patient/p1"},"period":{"start":"2026-01-30T08:00:00Z","end":"2026-02-04T10:00:00Z"}}""";

        IReadOnlyDictionary<string, object?> during = Chart.Snapshot(T, Stay).Select("SELECT * FROM encounter").Single();
        IReadOnlyDictionary<string, object?> after = Chart.Snapshot("2026-02-05", Stay).Select("SELECT * FROM encounter").Single();
        using PatientDatabase narrowed = Chart.Open("2026-02-05", Stay);

        (during["end_time"], during["status"]).ShouldBe((null, null));
        (after["end_time"], after["status"]).ShouldBe(("2026-02-04T10:00:00Z", "finished"));
        IReadOnlyDictionary<string, object?> again = narrowed.At(Chart.Cutoff(T)).Select("SELECT * FROM encounter").Single();
        (again["end_time"], again["status"]).ShouldBe((null, null));
    }

    [Theory]
    [InlineData("2026-02-04", null)]
    [InlineData("2026-01-30", "resolved")]
    public void Build_ResolvedCondition_ShowsItsStatusOnlyAfterItsEnd(string abatement, string? expected) =>
        Chart.Snapshot(T, $$$"""{"resourceType":"Condition","id":"x","clinicalStatus":{"coding":[{"code":"resolved"}]},"code":{"text":"c"},"subject":{"reference":"Patient/p1"},"recordedDate":"2020-01-01","abatementDateTime":"{{{abatement}}}"}""")
            .Select("SELECT clinical_status FROM condition").Single()["clinical_status"].ShouldBe(expected);

    [Fact]
    public void Build_DeathAfterTheCutoff_IsNowhere()
    {
        byte[] bytes = Chart.Snapshot(T).Database.ToArray();

        System.Text.Encoding.UTF8.GetString(bytes).ShouldNotContain("2026-06-01");
        Chart.Snapshot(T).Select("SELECT age_years FROM patient").Single()["age_years"].ShouldBe(75L);
    }

    [Fact]
    public void Build_LaterVersionAfterTheCutoff_ShowsTheEarlierOne()
    {
        static string Version(int number, double value, string time) =>
            $$$"""{"resourceType":"Observation","id":"x","meta":{"versionId":"{{{number}}}","lastUpdated":"{{{time}}}"},"status":"final","code":{"text":"o"},"subject":{"reference":"Patient/p1"},"issued":"{{{time}}}","valueQuantity":{"value":{{{value}}}}}""";
        string[] versions = [Version(2, 9, "2026-01-31T09:00:00Z"), Version(1, 5, "2026-01-31T07:00:00Z")];

        Chart.Snapshot(T, versions).Select("SELECT value_num, resource FROM observation").Single()["value_num"].ShouldBe(5.0);
        Chart.Snapshot("2026-02-01", versions).Select("SELECT value_num, resource FROM observation").Single()["resource"].ShouldBe("Observation/x/_history/2");
    }

    [Fact]
    public void Build_NoTimeAtAll_IsDenied()
    {
        PatientSnapshot snapshot = Chart.Snapshot(T, """{"resourceType":"Observation","id":"x","status":"final","code":{"text":"o"},"subject":{"reference":"Patient/p1"}}""");

        snapshot.Rows("observation").ShouldBe(0);
        snapshot.Info.Skipped[SkipReasons.NoTime].ShouldBe(1);
    }
}
