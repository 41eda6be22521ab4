using System.Text;
using System.Text.RegularExpressions;
using ClinSeek.Ehr.Database;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Ehr.Tests.Testing;

namespace ClinSeek.Ehr.Tests.Fhir;

/// <summary>Public synthetic records, as other programs write them.</summary>
[Trait("Category", "SharedData")]
public sealed class SharedDataTests
{
    [Theory]
    [InlineData("fhir/synthea-smart", 14)]
    [InlineData("fhir/synthea-spezi", 6)]
    public async Task PullAndBuild_EveryPatient_LoadsWhole(string folder, int patients)
    {
        Assert.SkipUnless(SharedData.IsPresent, "SharedData: larger synthetic records are not here");
        IReadOnlyList<PatientListing> listed = FhirFiles.ListPatients(SharedData.At(folder), TestContext.Current.CancellationToken);

        listed.Count.ShouldBe(patients);
        foreach (PatientListing patient in listed)
        {
            RecordPull pull = await FhirFiles.PullAsync(SharedData.At(folder), patient.Id, TimeProvider.System, TestContext.Current.CancellationToken);
            PatientSnapshot snapshot = PatientSnapshot.Build(pull, patient.Id, Chart.Cutoff("2030-01-01"));

            pull.Issues.ShouldBeEmpty();
            pull.Pages.Count.ShouldBe(1);
            snapshot.Info.Complete.ShouldBeTrue();
            foreach (string table in new[] { "patient", "encounter", "condition", "observation", "medication", "procedure" })
            {
                snapshot.Rows(table).ShouldBeGreaterThan(0, $"{patient.Id} {table}");
            }

            // A device says when it was made and never when the patient had it: without an update time it stays unseen.
            snapshot.Info.Skipped.GetValueOrDefault(SkipReasons.NoTime).ShouldBe(
                pull.Pages.Sum(static page => Regex.Count(Encoding.UTF8.GetString(page.Content.Span), "\"resourceType\"\\s*:\\s*\"Device\"")) - snapshot.Rows("device"));
            snapshot.Info.Skipped.Keys.ShouldNotContain(SkipReasons.AfterCutoff);
        }
    }

    [Fact]
    public async Task PullAndBuild_UsCoreExamples_LoadAsSingleResources()
    {
        Assert.SkipUnless(SharedData.IsPresent, "SharedData: larger synthetic records are not here");

        RecordPull pull = await FhirFiles.PullAsync(SharedData.At("fhir/us-core-examples"), "example", TimeProvider.System, TestContext.Current.CancellationToken);
        PatientSnapshot snapshot = PatientSnapshot.Build(pull, "example", Chart.Cutoff("2030-01-01"));

        pull.PatientFound.ShouldBeTrue();
        pull.Issues.ShouldBeEmpty();
        snapshot.Rows("observation").ShouldBeGreaterThan(50);
        snapshot.Rows("document").ShouldBeGreaterThan(0);
    }
}
