using System.Text;
using ClinSeek.Ehr.Database;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Ehr.Fhir.Bulk;
using ClinSeek.Ehr.Fhir.Rest;
using ClinSeek.Ehr.Tests.Testing;

namespace ClinSeek.Ehr.Tests.Fhir.Bulk;

/// <summary>Bulk exports as servers really give them.</summary>
public sealed class BulkTests
{
    private const string Lab = """{"resourceType":"Observation","id":"a","meta":{"versionId":"1"},"status":"final","code":{"text":"lab"},"subject":{"reference":"Patient/p1"},"issued":"2025-01-01","valueString":"x"}""";
    private const string OthersLab = """{"resourceType":"Observation","id":"z","status":"final","code":{"text":"secret"},"subject":{"reference":"Patient/p2"},"issued":"2025-01-01"}""";
    private const string Order = """{"resourceType":"MedicationRequest","id":"m","status":"active","intent":"order","medicationReference":{"reference":"Medication/drug"},"subject":{"reference":"Patient/p1"},"authoredOn":"2025-01-01"}""";
    private const string Drug = """{"resourceType":"Medication","id":"drug","code":{"text":"Metformin"}}""";
    private const string OtherDrug = """{"resourceType":"Medication","id":"other","code":{"text":"Other"}}""";

    [Fact]
    public async Task Pull_Export_KeepsThePatientAndWhatIsReferredTo()
    {
        await using BulkServer server = await BulkServer.StartAsync();
        // References dangle until everything is read: the medication comes before the order that names it.
        server.Add("Medication", Drug + "\n" + OtherDrug);
        server.Add("Patient", Chart.Patient + "\n" + """{"resourceType":"Patient","id":"p2"}""");
        server.Add("Observation", OthersLab + "\n" + Lab, count: 2);
        server.Add("MedicationRequest", Order);

        RecordPull pull = await server.Source().PullAsync("p1");

        pull.Issues.ShouldBeEmpty();
        string kept = string.Concat(pull.Pages.Select(static page => Encoding.UTF8.GetString(page.Content.Span)));
        kept.ShouldNotContain("p2");
        kept.ShouldNotContain("Other");
        kept.ShouldContain("Metformin");
        pull.Completeness.ServerTime.ShouldBe(new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero));
        PatientSnapshot.Build(pull, "p1", Chart.Cutoff("2026-01-31")).Rows("observation").ShouldBe(1);
        server.Requests.First().Headers["Prefer"].ShouldBe("respond-async");
        server.Requests.First().Text.ShouldContain("Patient/p1");
        server.Requests.Last().Method.ShouldBe("DELETE");
    }

    [Theory]
    [InlineData("\uFEFF{0}\r\n\r\n{1}\r\n")]
    [InlineData("{0}\n{1}")]
    [InlineData("\n\n  {0}  \n\t\n{1}\n\n")]
    [InlineData("{1}\n{0}\n{0}\n{1}\n")]
    public async Task Pull_OddLines_GiveTheSameRows(string form)
    {
        await using BulkServer server = await BulkServer.StartAsync();
        server.Add("Mixed", form.Replace("{0}", Chart.Patient, StringComparison.Ordinal).Replace("{1}", Lab, StringComparison.Ordinal));

        RecordPull pull = await server.Source().PullAsync("p1");

        pull.Issues.ShouldBeEmpty();
        PatientSnapshot snapshot = PatientSnapshot.Build(pull, "p1", Chart.Cutoff("2026-01-31"));
        (snapshot.Rows("patient"), snapshot.Rows("observation")).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Pull_LineOfManyMegabytes_IsRead()
    {
        string note = Convert.ToBase64String(Encoding.UTF8.GetBytes(new string('n', 6_000_000)));
        await using BulkServer server = await BulkServer.StartAsync();
        server.Add("Patient", Chart.Patient);
        server.Add("DocumentReference", $$$"""{"resourceType":"DocumentReference","id":"d","status":"current","date":"2025-01-01","subject":{"reference":"Patient/p1"},"content":[{"attachment":{"contentType":"text/plain","data":"{{{note}}}"} }]}""");

        RecordPull pull = await server.Source().PullAsync("p1");

        pull.Issues.ShouldBeEmpty();
        PatientSnapshot.Build(pull, "p1", Chart.Cutoff("2026-01-31")).Rows("document").ShouldBe(1);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("the poll's own address")]
    [InlineData("ftp://elsewhere.example/more")]
    [InlineData("")]
    public async Task Pull_ManifestThatGoesOnNowhere_IsAGap(string link)
    {
        await using BulkServer server = await BulkServer.StartAsync();
        server.Add("Patient", Chart.Patient);
        server.NextLink = link;

        RecordPull pull = await server.Source().PullAsync("p1", new PullOptions(), TestContext.Current.CancellationToken);

        pull.PatientFound.ShouldBeTrue();
        (pull.Completeness.Gaps.Count, pull.Completeness.Gaps.Select(static gap => gap.Code).SingleOrDefault()).ShouldBe(link.Length == 0 ? (0, null) : (1, PullCodes.EndlessPages));
    }

    [Theory]
    [InlineData("broken line", PullCodes.Unreadable)]
    [InlineData("fewer lines than announced", PullCodes.ResultCapped)]
    [InlineData("expired file", PullCodes.Gone)]
    [InlineData("denied file", PullCodes.Unauthorized)]
    [InlineData("error file", PullCodes.ServerError)]
    [InlineData("file on a host that is not allowed", PullCodes.HostRefused)]
    [InlineData("file without an address", PullCodes.HostRefused)]
    public async Task Pull_PartThatIsMissing_IsAGap(string what, string code)
    {
        await using BulkServer server = await BulkServer.StartAsync();
        server.Add("Patient", Chart.Patient);
        switch (what)
        {
            case "broken line":
                server.Add("Observation", Lab + "\n" + Lab[..40]);
                break;
            case "fewer lines than announced":
                server.Add("Observation", Lab, count: 3);
                break;
            case "expired file":
                server.Add("Observation", Lab, status: 404);
                break;
            case "denied file":
                server.Add("Observation", Lab, status: 403);
                break;
            case "error file":
                server.Add("OperationOutcome", """{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"exception"}]}""", list: "error");
                break;
            case "file on a host that is not allowed":
                server.AddAt("Observation", "https://elsewhere.example/o.ndjson");
                break;
            default:
                server.AddAt("Observation", "ftp://elsewhere.example/o.ndjson");
                break;
        }

        RecordPull pull = await server.Source().PullAsync("p1");

        pull.PatientFound.ShouldBeTrue();
        pull.GapCodes().ShouldBe(what == "file without an address" ? [PullCodes.ServerError] : [code]);
        PatientSnapshot.Build(pull, "p1", Chart.Cutoff("2026-01-31")).Info.Complete.ShouldBeFalse();
    }

    [Fact]
    public async Task Pull_DeletedResources_GiveNoRows()
    {
        await using BulkServer server = await BulkServer.StartAsync();
        server.Add("Patient", Chart.Patient);
        server.Add("Observation", Lab);
        server.Add("Bundle", """{"resourceType":"Bundle","type":"transaction","entry":[{"request":{"method":"DELETE","url":"Observation/a"}},{"request":{"method":"DELETE","url":"Observation/of-others"}}]}""", list: "deleted");

        RecordPull pull = await server.Source().PullAsync("p1");

        pull.Issues.ShouldBeEmpty();
        pull.NoteCodes().ShouldContain(PullCodes.Deletions);
        string.Concat(pull.Pages.Select(static page => Encoding.UTF8.GetString(page.Content.Span))).ShouldNotContain("of-others");
        PatientSnapshot snapshot = PatientSnapshot.Build(pull, "p1", Chart.Cutoff("2026-01-31"));
        (snapshot.Rows("observation"), snapshot.Info.Complete).ShouldBe((0, true));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task Pull_Token_IsSentToFilesOnlyWhereTheManifestAsksForIt(bool required, bool sent)
    {
        await using BulkServer server = await BulkServer.StartAsync();
        server.RequiresAccessToken = required;
        server.Add("Patient", Chart.Patient);

        RecordPull pull = await server.Source(token: "secret").PullAsync("p1");

        pull.Issues.ShouldBeEmpty();
        server.Requests.Where(static request => request.Target.EndsWith(".ndjson", StringComparison.Ordinal)).ShouldAllBe(request => (request.Token == "Bearer secret") == sent);
        server.Requests.First().Token.ShouldBe("Bearer secret");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pull_FilesOnAnAllowedHost_NeverGetTheToken(bool required)
    {
        await using BulkServer server = await BulkServer.StartAsync();
        await using ScriptedServer files = await ScriptedServer.StartAsync(static (_, _, http) => ScriptedServer.JsonAsync(http, Chart.Patient));
        server.RequiresAccessToken = required;
        server.AddAt("Patient", files.Base + "p.ndjson");

        RecordPull pull = await server.Source(token: "secret", allowed: files.Base.Authority).PullAsync("p1");

        pull.PatientFound.ShouldBe(!required);
        files.Requests.ShouldAllBe(static request => request.Token == null);
        pull.GapCodes().ShouldBe(required ? [PullCodes.HostRefused] : []);
    }

    [Fact]
    public async Task Pull_FileThatIsCutOnce_IsBegunAgain()
    {
        await using BulkServer server = await BulkServer.StartAsync();
        server.Add("Patient", Chart.Patient);
        server.Add("Observation", Lab + "\n", cuts: 1);

        RecordPull pull = await server.Source().PullAsync("p1");

        pull.Issues.ShouldBeEmpty();
        pull.Completeness.Parts.Single(static part => part.Scope == "Observation").Resources.ShouldBe(1);
    }

    [Theory]
    [InlineData(405)]
    [InlineData(400)]
    public async Task Pull_ServerThatExportsByGetAlone_IsAskedSo(int status)
    {
        await using BulkServer server = await BulkServer.StartAsync();
        server.KickOffStatus = status;
        server.Add("Patient", Chart.Patient + "\n" + """{"resourceType":"Patient","id":"p2"}""");

        RecordPull pull = await server.Source().PullAsync("p1", new PullOptions { Types = ["Patient", "Observation"] });

        pull.Issues.ShouldBeEmpty();
        pull.NoteCodes().ShouldContain(PullCodes.FellBack);
        server.Requests.ElementAt(1).Target.ShouldBe("/fhir/Patient/$export?_outputFormat=application%2Ffhir%2Bndjson&_type=Patient,Observation");
    }

    [Fact]
    public async Task Pull_Progress_IsToldAndWaitsAreKept()
    {
        await using BulkServer server = await BulkServer.StartAsync();
        server.Polls = 3;
        server.Add("Patient", Chart.Patient);
        var told = new List<string>();

        await server.Source().PullAsync("p1", new PullOptions { Progress = new Listener(told) });

        told.Count(static text => text == "export: 40 % done").ShouldBe(3);
    }

    [Fact]
    public async Task Pull_Cancelled_CancelsTheExport()
    {
        await using BulkServer server = await BulkServer.StartAsync();
        server.Polls = int.MaxValue;
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        await Should.ThrowAsync<OperationCanceledException>(() => server.Source().PullAsync("p1", PullOptions.Default, stop.Token));

        server.Requests.Last().Method.ShouldBe("DELETE");
    }

    [Fact]
    public async Task Pull_ExportThatNeverEnds_IsAGap()
    {
        await using BulkServer server = await BulkServer.StartAsync();
        server.Polls = int.MaxValue;

        RecordPull pull = await server.Source(configure: static options => options.Limits.ExportTimeout = TimeSpan.FromMilliseconds(300)).PullAsync("p1");

        pull.GapCodes().ShouldContain(PullCodes.Timeout);
        server.Requests.Last().Method.ShouldBe("DELETE");
    }

    [Fact]
    public async Task Pull_UnknownPatient_IsAValue()
    {
        await using BulkServer server = await BulkServer.StartAsync();
        server.Add("Patient", """{"resourceType":"Patient","id":"p2"}""");

        RecordPull pull = await server.Source().PullAsync("p1");

        (pull.PatientFound, pull.Pages.Count).ShouldBe((false, 0));
        pull.GapCodes().ShouldBe([PullCodes.PatientMissing]);
    }

    [Fact]
    [Trait("Category", "SharedData")]
    public async Task Pull_SharedVectors_AreTaken()
    {
        Assert.SkipUnless(SharedData.IsPresent, "SharedData: the bulk export vectors are not here");
        await using BulkServer server = await BulkServer.StartAsync();
        server.Manifest = (await File.ReadAllTextAsync(SharedData.At("standards-vectors/bulk-manifest.json"), TestContext.Current.CancellationToken))
            .Replace("https://files.example/", server.Base + "files/", StringComparison.Ordinal);
        server.Files["p1.ndjson"] = await File.ReadAllBytesAsync(SharedData.At("standards-vectors/bulk-awkward.ndjson"), TestContext.Current.CancellationToken);
        server.Files["o1.ndjson"] = Encoding.UTF8.GetBytes(Lab);
        server.Files["o2.ndjson"] = [];
        server.Files["del.ndjson"] = [];
        server.Files["err.ndjson"] = Encoding.UTF8.GetBytes("""{"resourceType":"OperationOutcome","issue":[{"severity":"warning","code":"processing"}]}""");

        RecordPull pull = await server.Source().PullAsync("p1");

        pull.Issues.ShouldBeEmpty();
        Encoding.UTF8.GetString(pull.Pages.Single(static page => page.Source.Contains("Patient", StringComparison.Ordinal)).Content.Span).ShouldNotContain("p2");
        PatientSnapshot snapshot = PatientSnapshot.Build(pull, "p1", Chart.Cutoff("2026-01-31"));
        (snapshot.Rows("patient"), snapshot.Rows("observation")).ShouldBe((1, 1));
    }

    private sealed class Listener(List<string> told) : IProgress<string>
    {
        public void Report(string value) => told.Add(value);
    }
}
