using System.Text;
using ClinSeek.Ehr.Database;
using ClinSeek.Ehr.Database.Schema;
using ClinSeek.Ehr.Tests.Testing;
using ClinSeek.Ehr.Time;

namespace ClinSeek.Ehr.Tests.Time;

public sealed class TimePolicyTests
{
    [Fact]
    public void BuiltIn_EveryTableAndColumn_IsDecided() =>
        TimePolicy.BuiltIn.Gaps(RecordSchema.BuiltIn).ShouldBeEmpty();

    [Fact]
    public void Gaps_NewColumn_IsReported()
    {
        PatientTable grown = PatientTables.Find("procedure").ShouldNotBeNull();
        var table = new PatientTable("procedure", "grown", [.. grown.Own, new Column("complication", "TEXT", "new")], null);

        TimePolicy.BuiltIn.Gaps([.. PatientTables.All.Where(static item => item.Name != "procedure"), table])
            .ShouldBe(["procedure.complication: no policy"]);
    }

    [Fact]
    public void Build_TableWithoutPolicy_GivesNoRows()
    {
        TimePolicy bare = TimePolicy.BuiltIn with
        {
            Tables = TimePolicy.BuiltIn.Tables.Where(static pair => pair.Key != "observation").ToDictionary(),
        };

        PatientSnapshot snapshot = PatientSnapshot.Build(
            [Chart.Page(Chart.Patient, Resources.Of("observation", "2020-01-01T00:00:00Z"))], "p1", Chart.Cutoff("2026-01-31T08:00:00Z"), [], RecordSchema.BuiltIn.Under(bare));

        snapshot.Rows("observation").ShouldBe(0);
        snapshot.Info.Skipped[SkipReasons.NoPolicy].ShouldBe(1);
    }

    [Fact]
    public void Build_ColumnWithoutPolicy_StaysNull()
    {
        TableTimePolicy observation = TimePolicy.BuiltIn.Tables["observation"];
        var less = observation with { Columns = observation.Columns.Where(static pair => pair.Key != "value_num").ToDictionary() };
        TimePolicy bare = TimePolicy.BuiltIn with
        {
            Tables = TimePolicy.BuiltIn.Tables.ToDictionary(static pair => pair.Key, pair => pair.Key == "observation" ? less : pair.Value),
        };

        PatientSnapshot snapshot = PatientSnapshot.Build(
            [Chart.Page(Chart.Patient, Resources.Of("observation", "2020-01-01T00:00:00Z"))], "p1", Chart.Cutoff("2026-01-31T08:00:00Z"), [], RecordSchema.BuiltIn.Under(bare));

        snapshot.Select("SELECT value_num FROM observation").Single()["value_num"].ShouldBeNull();
    }

    [Theory]
    [InlineData("2026-01-31", "2026-01-31T00:00:00Z", "2026-01-31T23:59:59Z")]
    [InlineData("2026-02", "2026-02-01T00:00:00Z", "2026-02-28T23:59:59Z")]
    [InlineData("2026", "2026-01-01T00:00:00Z", "2026-12-31T23:59:59Z")]
    [InlineData("9999-12-31", "9999-12-31T00:00:00Z", "9999-12-31T23:59:59Z")]
    [InlineData("2026-01-31T08:00:00.999-05:00", "2026-01-31T13:00:00Z", "2026-01-31T13:00:00Z")]
    [InlineData("2026-01-31T08:00:00", "2026-01-31T08:00:00Z", "2026-01-31T08:00:00Z")]
    public void FhirTime_Precisions_SpanWhatTheySay(string text, string start, string end)
    {
        FhirTime time = FhirTime.Parse(Encoding.UTF8.GetBytes(text)).ShouldNotBeNull();

        FhirTime.Render(time.Start).ShouldBe(start);
        FhirTime.Render(time.End).ShouldBe(end);
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("2026-13-01")]
    [InlineData("2026-02-30")]
    [InlineData("0000-01-01")]
    [InlineData("2026-01-31T25:00:00Z")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    public void FhirTime_NoTime_IsNull(string text) => FhirTime.Parse(Encoding.UTF8.GetBytes(text)).ShouldBeNull();
}
