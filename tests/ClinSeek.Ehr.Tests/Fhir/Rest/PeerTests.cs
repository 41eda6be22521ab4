using ClinSeek.Ehr.Database;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Ehr.Fhir.Rest;
using ClinSeek.Ehr.Tests.Testing;

namespace ClinSeek.Ehr.Tests.Fhir.Rest;

/// <summary>A real FHIR server gives the same rows whichever way its record is taken.</summary>
public sealed class PeerTests(FhirPeerFixture peer) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Pull_DemoPatients_SearchEverythingAndFilesGiveTheSameRows()
    {
        foreach (PatientListing patient in FhirFiles.ListPatients(FhirPeerFixture.DemoPatients, TestContext.Current.CancellationToken))
        {
            await HoldAsync(patient.Id, FhirPeerFixture.DemoPatients);
        }
    }

    [Theory]
    [Trait("Category", "SharedData")]
    [InlineData("fhir/synthea-smart", 14)]
    [InlineData("fhir/synthea-spezi", 6)]
    public async Task Pull_SyntheaPatients_SearchEverythingAndFilesGiveTheSameRows(string folder, int patients)
    {
        Assert.SkipUnless(SharedData.IsPresent, "SharedData: larger synthetic records are not here");
        IReadOnlyList<PatientListing> listed = FhirFiles.ListPatients(SharedData.At(folder), TestContext.Current.CancellationToken);

        listed.Count.ShouldBe(patients);
        foreach (PatientListing patient in listed)
        {
            await HoldAsync(patient.Id, SharedData.At(folder));
        }
    }

    [Fact]
    public async Task Survey_Peer_ListsItsPatients()
    {
        FolderSurvey survey = await Server.At(await peer.BaseAsync()).SurveyAsync(TestContext.Current.CancellationToken);

        survey.Issues.ShouldBeEmpty();
        survey.Patients.Select(static patient => patient.Id).ShouldContain("demo-01-arden");
        survey.Patients.Count.ShouldBeGreaterThanOrEqualTo(12);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("..")]
    [InlineData("demo-01-arden/../demo-02-brook")]
    [InlineData("x?_revinclude=*")]
    public async Task Pull_UnknownPatient_IsAValue(string id)
    {
        IRecordSource source = Server.At(await peer.BaseAsync());

        RecordPull pull = await source.PullAsync(id);

        (pull.PatientFound, pull.Pages.Count).ShouldBe((false, 0));
        pull.GapCodes().ShouldBe([PullCodes.PatientMissing]);
        (await source.CheckAsync(id, TestContext.Current.CancellationToken)).Found.ShouldBeFalse();
    }

    [Fact]
    public async Task Read_VersionsAndETags_AreServed()
    {
        var reader = (IFhirReader)Server.At(await peer.BaseAsync());
        CancellationToken cancellation = TestContext.Current.CancellationToken;

        ResourceReading first = await reader.ReadAsync("Patient", "demo-01-arden", null, cancellation);
        string version = first.ETag!.Split('"')[1];

        first.Outcome.ShouldBe(ReadOutcome.Found);
        (await reader.ReadAsync("Patient", "demo-01-arden", first.ETag, cancellation)).Outcome.ShouldBe(ReadOutcome.NotModified);
        (await reader.ReadVersionAsync("Patient", "demo-01-arden", version, cancellation)).Content.Span.SequenceEqual(first.Content.Span).ShouldBeTrue();
        (await reader.ReadVersionAsync("Patient", "demo-01-arden", "no-such-version", cancellation)).Outcome.ShouldBe(ReadOutcome.NotFound);
    }

    private async Task HoldAsync(string patient, string original)
    {
        Uri address = await peer.BaseAsync();
        RecordPull searched = await Server.At(address, RetrievalMode.Search).PullAsync(patient);
        RecordPull everything = await Server.At(address, RetrievalMode.Everything).PullAsync(patient);
        foreach (RecordPage page in everything.Pages)
        {
            _folder.Write($"{patient}/{page.Source.Replace('/', '-')}.json", System.Text.Encoding.UTF8.GetString(page.Content.Span));
        }

        RecordPull saved = await FhirFiles.PullAsync(Path.Combine(_folder.Path, patient), patient, TimeProvider.System, TestContext.Current.CancellationToken);
        RecordPull files = await FhirFiles.PullAsync(original, patient, TimeProvider.System, TestContext.Current.CancellationToken);

        searched.Issues.ShouldBeEmpty();
        everything.Issues.ShouldBeEmpty();
        PatientSnapshot rows = Build(searched, patient);
        rows.Info.Rows.ShouldBeGreaterThan(1);
        Build(everything, patient).Info.LogicalDigest.ShouldBe(rows.Info.LogicalDigest, patient);
        Build(saved, patient).Info.LogicalDigest.ShouldBe(rows.Info.LogicalDigest, patient);
        // The server gives versions, the files have none; table by table there are the same rows.
        // The exception is a device, whose only time is the server's own stamp.
        Build(files, patient).Info.Tables.Where(static table => table.Name != "device").ShouldBe(rows.Info.Tables.Where(static table => table.Name != "device"), patient);
    }

    private static PatientSnapshot Build(RecordPull pull, string patient)
    {
        PatientSnapshot snapshot = PatientSnapshot.Build(pull, patient, Chart.Cutoff("2030-01-01"));
        snapshot.Info.Issues.ShouldBeEmpty();
        return snapshot;
    }
}
