using ClinSeek.Ehr.Database;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Ehr.Tests.Testing;
using ClinSeek.Ehr.Tools;
using ClinSeek.Evidence.Tools;

namespace ClinSeek.Ehr.Tests.Tools;

/// <summary>From files to a cited row.</summary>
public sealed class EndToEndTests
{
    [Fact]
    public async Task GetLatestRecords_FixtureBundle_GivesTypedCitedRowBeforeTheCutoff()
    {
        RecordPull pull = await FhirFiles.PullAsync(Fixture.At("heart-failure.json"), "p1", TimeProvider.System, TestContext.Current.CancellationToken);
        CaseScope scope = new("p1", Chart.Cutoff("2026-01-31T08:00:00Z"));
        using PatientDatabase database = PatientDatabase.Open(PatientSnapshot.Build(pull, "p1", scope.Cutoff).Database);

        ToolResult result = await new EhrTools(database, scope).CallAsync("ehr.get_latest_records", new { table_name = "observation", n = 5, code = "30934-4" });

        pull.Complete.ShouldBeTrue();
        result.Outcome.ShouldBe(ToolOutcome.Ok);
        result.Schema.ShouldBe(ToolSchemas.EhrRows);
        result.Rows.Count.ShouldBe(1);
        result.Rows[0].GetProperty("value_num").GetDouble().ShouldBe(1250);
        result.Rows[0].GetProperty("unit").GetString().ShouldBe("pg/mL");
        result.Locators[0].Source.ShouldBe("Observation/bnp-1/_history/2");
        result.Locators[0].Position.ShouldStartWith("observation#");
        result.Text.ShouldContain(result.Locators[0].Quote.ShouldNotBeNull());
        result.Locators[0].Quote.ShouldBe("Natriuretic peptide B 1250 pg/mL");
    }
}
