using System.Text;
using ClinSeek.Ehr.Database;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Ehr.Fhir.Rest;
using ClinSeek.Ehr.Tests.Testing;

namespace ClinSeek.Ehr.Tests.Fhir;

/// <summary>Records that nobody should send and somebody will: over REST and from files they come to the same rows, or to a gap.</summary>
public sealed class BadInputTests : IDisposable
{
    private const string Subject = "\"subject\":{\"reference\":\"Patient/p1\"}";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Pull_ResourceOf50000Components_GivesEveryRow()
    {
        string components = string.Join(',', Enumerable.Range(0, 50_000).Select(static place => $$$"""{"code":{"text":"c{{{place}}}"},"valueQuantity":{"value":{{{place}}},"unit":"mm"} }"""));

        PatientSnapshot snapshot = await BothWaysAsync(0, $$$"""{"resourceType":"Observation","id":"o","status":"final","code":{"text":"panel"},{{{Subject}}},"issued":"2025-01-01","component":[{{{components}}}]}""");

        snapshot.Rows("observation").ShouldBeInRange(50_000, 50_001);
    }

    [Fact]
    public async Task Pull_BundleOf60Megabytes_GivesEveryRow()
    {
        string filler = new('n', 3_000);
        string[] labs = [.. Enumerable.Range(0, 20_000).Select(place => $$$"""{"resourceType":"Observation","id":"o{{{place}}}","status":"final","code":{"text":"lab"},{{{Subject}}},"issued":"2025-01-01","valueString":"x","note":[{"text":"{{{filler}}}"}]}""")];

        PatientSnapshot snapshot = await BothWaysAsync(60_000_000, labs);

        snapshot.Rows("observation").ShouldBe(20_000);
    }

    [Theory]
    [InlineData("\"2025-13-45\"")]
    [InlineData("\"yesterday\"")]
    [InlineData("\"\"")]
    [InlineData("20250101")]
    [InlineData("null")]
    [InlineData("{\"value\":\"2025-01-01\"}")]
    [InlineData("\"2025-01-01T25:61:00Z\"")]
    [InlineData("\"9999999-01-01\"")]
    public async Task Pull_InvalidDate_IsDeniedAndCounted(string date)
    {
        PatientSnapshot snapshot = await BothWaysAsync(0, $$$"""{"resourceType":"Observation","id":"o","status":"final","code":{"text":"lab"},{{{Subject}}},"issued":{{{date}}},"valueString":"x"}""");

        snapshot.Rows("observation").ShouldBe(0);
        snapshot.Info.Skipped[SkipReasons.NoTime].ShouldBe(1);
    }

    [Fact]
    public async Task Pull_CyclicReferences_End()
    {
        PatientSnapshot snapshot = await BothWaysAsync(
            0,
            $$$"""{"resourceType":"Observation","id":"a","status":"final","code":{"text":"x"},{{{Subject}}},"issued":"2025-01-01","hasMember":[{"reference":"Observation/b"}],"derivedFrom":[{"reference":"Observation/a"}]}""",
            $$$"""{"resourceType":"Observation","id":"b","status":"final","code":{"text":"x"},{{{Subject}}},"issued":"2025-01-01","hasMember":[{"reference":"Observation/a"}]}""",
            $$$"""{"resourceType":"Encounter","id":"e","status":"finished",{{{Subject}}},"period":{"start":"2025-01-01"},"partOf":{"reference":"Encounter/e"}}""",
            $$$"""{"resourceType":"MedicationRequest","id":"m","status":"active","intent":"order",{{{Subject}}},"authoredOn":"2025-01-01","medicationReference":{"reference":"MedicationRequest/m"}}""",
            $$$"""{"resourceType":"MedicationRequest","id":"c","status":"active","intent":"order",{{{Subject}}},"authoredOn":"2025-01-01","medicationReference":{"reference":"#x"},"contained":[{"resourceType":"Medication","id":"x","ingredient":[{"itemReference":{"reference":"#x"} }]}]}""",
            $$$"""{"resourceType":"DocumentReference","id":"d","status":"current",{{{Subject}}},"date":"2025-01-01","content":[{"attachment":{"contentType":"text/plain","url":"DocumentReference/d"} }]}""");

        snapshot.Rows("observation").ShouldBe(2);
        snapshot.Rows("encounter").ShouldBe(1);
    }

    [Theory]
    [InlineData("Robert'); DROP TABLE observation;--")]
    [InlineData("\\u0000\\u0001\\u001b[31m")]
    [InlineData("\\ud800")]
    [InlineData("\\u202egnp.exe")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("{{7*7}} ${7*7} %s%n")]
    [InlineData("../../../etc/passwd")]
    public async Task Pull_HostileStrings_AreTextAndNothingElse(string hostile)
    {
        PatientSnapshot snapshot = await BothWaysAsync(
            0, $$$"""{"resourceType":"Condition","id":"c","code":{"text":"{{{hostile}}}","coding":[{"system":"{{{hostile}}}","code":"{{{hostile}}}","display":"{{{hostile}}}"}]},{{{Subject}}},"recordedDate":"2025-01-01","note":[{"text":"{{{hostile}}}"}]}""");

        snapshot.Rows("condition").ShouldBe(1);
        snapshot.Info.Issues.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("../../Patient/p2")]
    [InlineData("http://127.0.0.1:9/secret")]
    [InlineData("file:///etc/passwd")]
    [InlineData("javascript:alert(1)")]
    [InlineData("Binary/b?x=1#y")]
    [InlineData("//169.254.169.254/latest")]
    public async Task Pull_DocumentThatPointsAway_IsAGapAndNothingIsFetchedThere(string url)
    {
        await using ScriptedServer server = await ServeAsync($$$"""{"resourceType":"DocumentReference","id":"d","status":"current",{{{Subject}}},"date":"2025-01-01","content":[{"attachment":{"contentType":"text/plain","url":"{{{url}}}"} }]}""");

        RecordPull pull = await Server.At(server.Base, RetrievalMode.Everything, static options => options.Limits.MaxAttempts = 1).PullAsync("p1");

        pull.Complete.ShouldBeFalse();
        string.Concat(pull.Pages.Select(static page => Encoding.UTF8.GetString(page.Content.Span))).ShouldNotContain("another patient");
    }

    [Fact]
    public async Task Pull_NestingWithoutEnd_IsAGap()
    {
        string nested = string.Concat(Enumerable.Repeat("{\"extension\":[", 5_000)) + string.Concat(Enumerable.Repeat("]}", 5_000));
        string resource = $$$"""{"resourceType":"Condition","id":"c","code":{"text":"x"},{{{Subject}}},"recordedDate":"2025-01-01","extension":[{{{nested}}}]}""";
        await using ScriptedServer server = await ServeAsync(resource);
        _folder.Write("record.ndjson", Chart.Patient + "\n" + resource);

        RecordPull served = await Server.At(server.Base, RetrievalMode.Everything, static options => options.Limits.MaxAttempts = 1).PullAsync("p1");
        RecordPull read = await FhirFiles.PullAsync(_folder.Path, "p1", TimeProvider.System, TestContext.Current.CancellationToken);

        (served.Complete, read.Complete).ShouldBe((false, false));
    }

    /// <summary>Pulls resources over REST and from a file; both are whole and give the same rows.</summary>
    private async Task<PatientSnapshot> BothWaysAsync(int atLeast, params string[] resources)
    {
        string bundle = Bundle(resources);
        bundle.Length.ShouldBeGreaterThanOrEqualTo(atLeast);
        await using ScriptedServer server = await ServeAsync(resources);
        _folder.Write("record.json", bundle);

        RecordPull served = await Server.At(server.Base, RetrievalMode.Everything).PullAsync("p1");
        RecordPull read = await FhirFiles.PullAsync(_folder.Path, "p1", TimeProvider.System, TestContext.Current.CancellationToken);

        read.Issues.ShouldBeEmpty();
        PatientSnapshot rows = PatientSnapshot.Build(read, "p1", Chart.Cutoff("2026-01-31"));
        PatientSnapshot.Build(served, "p1", Chart.Cutoff("2026-01-31")).Info.LogicalDigest.ShouldBe(rows.Info.LogicalDigest);
        return rows;
    }

    private static Task<ScriptedServer> ServeAsync(params string[] resources)
    {
        string bundle = Bundle(resources);
        return ScriptedServer.StartAsync((_, request, http) => request.Target switch
        {
            "/fhir/Patient/p1" => ScriptedServer.JsonAsync(http, Chart.Patient),
            "/fhir/Patient/p2" => ScriptedServer.JsonAsync(http, """{"resourceType":"Patient","id":"p2","name":[{"text":"another patient"}]}"""),
            _ when request.Target.Contains("$everything", StringComparison.Ordinal) => ScriptedServer.JsonAsync(http, bundle),
            _ => ScriptedServer.JsonAsync(http, "{}", 404),
        });
    }

    private static string Bundle(string[] resources) =>
        "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"entry\":[" + string.Join(',', resources.Prepend(Chart.Patient).Select(static resource => "{\"resource\":" + resource + "}")) + "]}";
}
