using System.Text;
using ClinSeek.Ehr.Database;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Ehr.Tests.Testing;

namespace ClinSeek.Ehr.Tests.Fhir;

public sealed class FhirFilesTests : IDisposable
{
    private const string Other = """{"resourceType":"Patient","id":"p2","name":[{"text":"Bo Other"}]}""";
    private const string OthersLab = """{"resourceType":"Observation","id":"z","status":"final","code":{"text":"secret"},"subject":{"reference":"Patient/p2"},"issued":"2020-01-01"}""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Build_OfAPullWithOtherPages_ReadsThose()
    {
        _folder.Write("a.json", Encoding.UTF8.GetString(Chart.Page(Chart.Patient, Resources.Of("condition", "2020-01-01T00:00:00Z")).Content.Span));
        RecordPull pull = await FhirFiles.PullAsync(_folder.Path, "p1", TimeProvider.System, TestContext.Current.CancellationToken);

        PatientSnapshot.Build(pull, "p1", Chart.Cutoff("2026-01-31")).Rows("condition").ShouldBe(1);
        PatientSnapshot.Build(pull with { Pages = [Chart.Page(Chart.Patient)] }, "p1", Chart.Cutoff("2026-01-31")).Rows("condition").ShouldBe(0);
    }

    [Fact]
    public void ListPatients_Fixture_NamesProblem()
    {
        PatientListing listed = FhirFiles.ListPatients(Fixture.At("heart-failure.json"), TestContext.Current.CancellationToken).Single();

        listed.ShouldBe(new PatientListing("p1", "Ada Example", "1950-06-15", "Dyspnea"));
    }

    [Fact]
    public async Task Pull_TruncatedBundle_KeepsWholeEntriesAndIsIncomplete()
    {
        string whole = await File.ReadAllTextAsync(Fixture.At("heart-failure.json"), TestContext.Current.CancellationToken);
        _folder.Write("cut.json", whole[..(whole.Length * 2 / 3)]);

        RecordPull pull = await Pull("p1");
        PatientSnapshot snapshot = PatientSnapshot.Build(pull.Pages, "p1", Chart.Cutoff("2026-01-31T08:00:00Z"));

        pull.Complete.ShouldBeFalse();
        pull.Issues.Single().ShouldStartWith("cut.json: broken JSON");
        snapshot.Info.Complete.ShouldBeFalse();
        snapshot.Rows("observation").ShouldBeGreaterThan(0);
        PatientDatabase.Open(snapshot.Database).Complete.ShouldBeFalse();
    }

    [Fact]
    public async Task Pull_MixedFile_StoresNothingOfTheOtherPatient()
    {
        _folder.Write("both.ndjson", string.Join('\n', Chart.Patient, Other, Resources.Of("observation", "2020-01-01"), OthersLab));
        _folder.Write("bundle.json", Encoding.UTF8.GetString(Chart.Page(Resources.Of("condition", "2020-01-01"), OthersLab).Content.Span));

        RecordPull pull = await Pull("p1");

        pull.Complete.ShouldBeTrue();
        pull.Pages.Count.ShouldBe(2);
        string.Concat(pull.Pages.Select(static page => Encoding.UTF8.GetString(page.Content.Span))).ShouldNotContain("p2");
        PatientSnapshot snapshot = PatientSnapshot.Build(pull, "p1", Chart.Cutoff("2026-01-31"));
        (snapshot.Rows("observation"), snapshot.Rows("condition")).ShouldBe((1, 1));
    }

    [Theory]
    [InlineData("empty.json", "", "is empty")]
    [InlineData("words.json", "not json", "broken JSON")]
    [InlineData("list.ndjson", "{\"resourceType\":", "line 1 is broken JSON")]
    [InlineData("outcome.json", """{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"throttled"}]}""", "throttled")]
    public async Task Pull_UnreadableFile_IsIncompleteWithCause(string name, string content, string cause)
    {
        _folder.Write("patient.json", Chart.Patient);
        _folder.Write(name, content);

        RecordPull pull = await Pull("p1");

        (pull.Complete, pull.PatientFound).ShouldBe((false, true));
        pull.Issues.Single().ShouldStartWith(name);
        pull.Issues.Single().ShouldContain(cause);
    }

    [Fact]
    public async Task Pull_HugeFile_IsNotReadAndSaysSo()
    {
        _folder.Write("patient.json", Chart.Patient);

        RecordPull pull = await FhirFiles.PullAsync(
            _folder.Path, "p1", TimeProvider.System, new FhirFileOptions { MaxFileBytes = 10 }, TestContext.Current.CancellationToken);

        (pull.Complete, pull.PatientFound).ShouldBe((false, false));
        pull.Issues.Single().ShouldContain("above the limit");
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("Patient/nobody")]
    public async Task Pull_UnknownPatient_IsAValue(string id)
    {
        _folder.Write("patient.json", Chart.Patient);

        RecordPull pull = await Pull(id);

        (pull.PatientFound, pull.Pages.Count).ShouldBe((false, 0));
        pull.Issues.Single().ShouldContain("List the patients");
    }

    [Fact]
    public async Task Pull_NextPageMissing_IsIncomplete()
    {
        _folder.Write("page1.json", $$"""{"resourceType":"Bundle","type":"searchset","link":[{"relation":"next","url":"https://s/2"}],"entry":[{"resource":{{Chart.Patient}}}]}""");

        (await Pull("p1")).Complete.ShouldBeFalse();

        _folder.Write("page2.json", """{"resourceType":"Bundle","type":"searchset","link":[{"relation":"self","url":"https://s/2"}],"entry":[]}""");
        (await Pull("p1")).Complete.ShouldBeTrue();
    }

    [Fact]
    public void Build_PageOrder_DoesNotChangeTheDigest()
    {
        RecordPage[] pages = [Chart.Page(Chart.Patient), Chart.Page(Resources.Of("observation", "2020-01-01")), Chart.Page(Resources.Of("observation", "2021-01-01"))];

        string forward = PatientSnapshot.Build(pages, "p1", Chart.Cutoff("2026-01-31")).Info.LogicalDigest;
        string backward = PatientSnapshot.Build([.. pages.Reverse()], "p1", Chart.Cutoff("2026-01-31")).Info.LogicalDigest;

        forward.ShouldBe(backward);
        forward.Length.ShouldBe(64);
    }

    private Task<RecordPull> Pull(string id) => FhirFiles.PullAsync(_folder.Path, id, TimeProvider.System, TestContext.Current.CancellationToken);
}
