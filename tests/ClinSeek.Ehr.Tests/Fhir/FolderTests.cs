using ClinSeek.Ehr.Database;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Ehr.Tests.Testing;

namespace ClinSeek.Ehr.Tests.Fhir;

/// <summary>A record that is spread over files, as exports write it: one file a type, of many patients.</summary>
public sealed class FolderTests : IDisposable
{
    private const string Lab = """{"resourceType":"Observation","id":"a","status":"final","code":{"text":"lab"},"subject":{"reference":"Patient/p1"},"issued":"2025-01-01","valueString":"x"}""";
    private const string Order = """{"resourceType":"MedicationRequest","id":"m","status":"active","intent":"order","medicationReference":{"reference":"Medication/drug"},"subject":{"reference":"Patient/p1"},"authoredOn":"2025-01-01"}""";
    private const string OthersLab = """{"resourceType":"Observation","id":"z","status":"final","code":{"text":"lab"},"subject":{"reference":"Patient/p2"},"issued":"2025-01-01","valueString":"x"}""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Pull_ReferencesAcrossFiles_AreTakenWithThem()
    {
        _folder.Write("Medication.ndjson", """{"resourceType":"Medication","id":"drug","code":{"text":"Metformin"}}""" + "\n" + """{"resourceType":"Medication","id":"other","code":{"text":"Other"}}""");
        _folder.Write("MedicationRequest.ndjson", Order);
        _folder.Write("Observation.ndjson", OthersLab);
        _folder.Write("z/Patient.ndjson", Chart.Patient);

        RecordPull pull = await PullAsync();

        pull.Issues.ShouldBeEmpty();
        pull.Pages.Select(static page => page.Source).ShouldBe(["Medication.ndjson", "MedicationRequest.ndjson", "z/Patient.ndjson"]);
        System.Text.Encoding.UTF8.GetString(pull.Pages[0].Content.Span).ShouldNotContain("Other");
    }

    [Fact]
    public async Task Pull_AbsoluteReferencesToThePatientOfAnotherFile_AreThePatients()
    {
        _folder.Write("a.json", """{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"https://ehr.example/Observation/a","resource":""" + Lab.Replace("Patient/p1", "https://ehr.example/Patient/p1", StringComparison.Ordinal) + "}]}");
        _folder.Write("b.json", """{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"https://ehr.example/Patient/p1","resource":""" + Chart.Patient + "}]}");
        _folder.Write("c.json", """{"resourceType":"Bundle","type":"collection","entry":[{"resource":""" + Lab.Replace("Patient/p1", "https://other.example/Patient/p1", StringComparison.Ordinal).Replace("\"a\"", "\"b\"", StringComparison.Ordinal) + "}]}");

        PatientSnapshot snapshot = PatientSnapshot.Build(await PullAsync(), "p1", Chart.Cutoff("2026-01-31"));

        snapshot.Rows("observation").ShouldBe(1);
    }

    [Fact]
    public async Task Pull_DeletionInAnotherFile_Applies()
    {
        _folder.Write("Patient.ndjson", Chart.Patient);
        _folder.Write("Observation.ndjson", Lab);
        _folder.Write("deleted.ndjson", """{"resourceType":"Bundle","type":"transaction","entry":[{"request":{"method":"DELETE","url":"Observation/a"}}]}""");

        PatientSnapshot snapshot = PatientSnapshot.Build(await PullAsync(), "p1", Chart.Cutoff("2026-01-31"));

        (snapshot.Rows("observation"), snapshot.Info.Skipped[SkipReasons.Deleted]).ShouldBe((0, 1));
    }

    [Fact]
    public async Task Pull_FileThatCannotBeRead_MakesEveryPullIncomplete()
    {
        _folder.Write("Patient.ndjson", Chart.Patient);
        _folder.Write("Observation.ndjson", OthersLab + "\n{\"resourceType\":");

        (await PullAsync()).GapCodes().ShouldBe([PullCodes.Unreadable]);
    }

    private Task<RecordPull> PullAsync() => FhirFiles.PullAsync(_folder.Path, "p1", TimeProvider.System, TestContext.Current.CancellationToken);
}
