using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using ClinSeek.Ehr.Database;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Ehr.Fhir.Rest;
using ClinSeek.Ehr.Tests.Testing;
using Microsoft.AspNetCore.Http;

namespace ClinSeek.Ehr.Tests.Fhir.Rest;

/// <summary>Servers that answer another search than the one asked, or less of it.</summary>
public sealed class SearchTests
{
    private const string Metadata = """
        {"resourceType":"CapabilityStatement","rest":[{"mode":"server","resource":[
          {"type":"Patient"},
          {"type":"Observation","interaction":[{"code":"search-type"},{"code":"history-instance"}],"searchParam":[{"name":"subject"},{"name":"_lastUpdated"}]}]}]}
        """;

    [Fact]
    public async Task Pull_ServerThatIgnoresThePatient_KeepsNothingOfOthers()
    {
        await using ScriptedServer server = await StartAsync(static (self, _, _) => Bundle(self, "Observation", Lab("a"), Lab("b", "p2")));

        RecordPull pull = await Server.At(server.Base).PullAsync("p1");

        pull.Complete.ShouldBeTrue();
        pull.NoteCodes().ShouldContain(PullCodes.ParameterDropped);
        string.Concat(pull.Pages.Select(static page => Encoding.UTF8.GetString(page.Content.Span))).ShouldNotContain("p2");
        PatientSnapshot.Build(pull, "p1", Chart.Cutoff("2026-01-31")).Rows("observation").ShouldBe(1);
    }

    [Theory]
    [InlineData("Observation?subject=Patient/p1&_count=250", null)]
    [InlineData("Observation?subject%3APatient=p1", null)]
    [InlineData("Observation", null)]
    [InlineData("Observation?_count=250", "note")]
    [InlineData("Observation?subject=Patient/p2", "gap")]
    public async Task Pull_SelfLink_IsHeldAgainstWhatWasAsked(string self, string? remark)
    {
        await using ScriptedServer server = await StartAsync((scripted, _, _) => Bundle(scripted, self, Lab("a")));

        RecordPull pull = await Server.At(server.Base).PullAsync("p1");

        pull.GapCodes().ShouldBe(remark == "gap" ? [PullCodes.ParameterChanged] : []);
        pull.NoteCodes().Contains(PullCodes.ParameterUnconfirmed).ShouldBe(remark == "note");
    }

    [Fact]
    public async Task Pull_Search_IsPostedStrictlyAndNamesThePatientInTheBody()
    {
        await using ScriptedServer server = await StartAsync(static (self, _, _) => Bundle(self, "Observation", Lab("a")));

        await Server.At(server.Base).PullAsync("p1");

        ScriptedRequest search = server.Requests.Single(static request => request.Target.Contains("Observation", StringComparison.Ordinal));
        (search.Method, search.Target, search.Headers["Prefer"]).ShouldBe(("POST", "/fhir/Observation/_search", "handling=strict"));
        WebUtility.UrlDecode(search.Text).ShouldBe("subject=Patient/p1&_count=250");
        search.Headers["Accept"].ShouldBe("application/fhir+json");
    }

    [Fact]
    public async Task Pull_ServerWithoutPostSearch_IsAskedByGet()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(static (self, request, http) => request switch
        {
            { Method: "POST" } => ScriptedServer.JsonAsync(http, "<html>", 405),
            _ when request.Target.Contains("/metadata", StringComparison.Ordinal) => ScriptedServer.JsonAsync(http, Metadata),
            _ when request.Target.Contains("/Observation", StringComparison.Ordinal) => ScriptedServer.JsonAsync(http, Bundle(self, "Observation?subject=Patient/p1", Lab("a"))),
            _ => ScriptedServer.JsonAsync(http, Chart.Patient),
        });

        RecordPull pull = await Server.At(server.Base).PullAsync("p1");

        pull.Complete.ShouldBeTrue();
        pull.NoteCodes().ShouldContain(PullCodes.FellBack);
        PatientSnapshot.Build(pull, "p1", Chart.Cutoff("2026-01-31")).Rows("observation").ShouldBe(1);
    }

    [Fact]
    public async Task Pull_NextLink_IsAskedForAsGiven()
    {
        const string Odd = "/fhir/%4Fdd/../pages;x=1?_getpages=a%7Eb+c%2B&&_format=html%20";
        await using ScriptedServer server = await StartAsync(static (self, request, _) => request.Target == Odd
            ? Bundle(self, "Observation", Lab("b"))
            : Bundle(self, "Observation?subject=Patient/p1", Lab("a")).Replace("\"link\":[", $$"""
                "link":[{"relation":"next","url":"http://{{self.Base.Authority}}{{Odd}}"},
                """, StringComparison.Ordinal));

        RecordPull pull = await Server.At(server.Base).PullAsync("p1");

        pull.Issues.ShouldBeEmpty();
        server.Requests.Select(static request => request.Target).ShouldContain(Odd);
        PatientSnapshot.Build(pull, "p1", Chart.Cutoff("2026-01-31")).Rows("observation").ShouldBe(2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Pull_ServerThatCapsResults_IsAskedInWindows(bool saysTotals)
    {
        DateTimeOffset first = new(2024, 3, 1, 0, 0, 0, TimeSpan.Zero);
        var labs = Enumerable.Range(0, 57).Select(place => (Time: first.AddHours(place * place), Text: Lab("o" + place))).ToArray();
        await using ScriptedServer server = await StartAsync((self, request, _) =>
        {
            string[] windows = [.. WebUtility.UrlDecode(request.Text).Split('&').Where(static pair => pair.StartsWith("_lastUpdated=", StringComparison.Ordinal)).Select(static pair => pair["_lastUpdated=".Length..])];
            string[] inside = [.. labs.Where(lab => windows.All(window => window[..2] == "ge" ? lab.Time >= Time(window) : lab.Time < Time(window))).Select(static lab => lab.Text)];
            bool counts = request.Text.Contains("_summary=count", StringComparison.Ordinal);
            return Bundle(self, "Observation", saysTotals || counts ? inside.Length : null, [.. inside.Take(counts ? 0 : 10)]);
        });

        RecordPull pull = await Server.At(server.Base).PullAsync("p1");

        pull.Issues.ShouldBeEmpty();
        pull.NoteCodes().ShouldContain(PullCodes.ResultCapped);
        PatientSnapshot.Build(pull, "p1", Chart.Cutoff("2026-01-31")).Rows("observation").ShouldBe(57);
    }

    [Fact]
    public async Task Pull_CapWithinOneSecond_IsAGap()
    {
        await using ScriptedServer server = await StartAsync(static (self, request, _) =>
        {
            DateTimeOffset updated = new(2024, 3, 1, 0, 0, 0, TimeSpan.Zero);
            string[] windows = [.. WebUtility.UrlDecode(request.Text).Split('&').Where(static pair => pair.StartsWith("_lastUpdated=", StringComparison.Ordinal)).Select(static pair => pair["_lastUpdated=".Length..])];
            bool inside = windows.All(window => window[..2] == "ge" ? updated >= Time(window) : updated < Time(window));
            return inside ? Bundle(self, "Observation", 30, Lab("a"), Lab("b")) : Bundle(self, "Observation", 0);
        });

        RecordPull pull = await Server.At(server.Base).PullAsync("p1");

        pull.GapCodes().ShouldBe([PullCodes.ResultCapped]);
    }

    [Fact]
    public async Task Pull_CutOffInThePast_ReadsTheVersionsOfThen()
    {
        string History(ScriptedServer self) => Bundle(self, "Observation/a/_history", Version(2, "2025-06-01", 9), Version(1, "2025-01-01", 5)).Replace("searchset", "history", StringComparison.Ordinal);
        await using ScriptedServer server = await StartAsync((self, request, _) => request.Target.EndsWith("/_history", StringComparison.Ordinal)
            ? History(self)
            : Bundle(self, "Observation", Version(2, "2025-06-01", 9)));
        IRecordSource source = Server.At(server.Base);

        RecordPull then = await source.PullAsync("p1", new PullOptions { AsOf = Chart.Cutoff("2025-03-01") });
        RecordPull now = await source.PullAsync("p1", new PullOptions { AsOf = Chart.Cutoff("2026-01-01") });

        PatientSnapshot.Build(then, "p1", Chart.Cutoff("2025-03-01")).Select("SELECT value_num FROM observation").Single()["value_num"].ShouldBe(5d);
        PatientSnapshot.Build(now, "p1", Chart.Cutoff("2026-01-01")).Select("SELECT value_num FROM observation").Single()["value_num"].ShouldBe(9d);
        server.Requests.Count(static request => request.Target.EndsWith("/_history", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Theory]
    [InlineData(1_000, null)]
    [InlineData(60_000_000, PullCodes.ByteLimit)]
    public async Task Pull_PackedAnswer_IsUnpackedUpToTheLimit(int spaces, string? gap)
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(async (self, request, http) =>
        {
            if (request.Target is "/fhir/metadata" or "/fhir/Patient/p1")
            {
                await ScriptedServer.JsonAsync(http, request.Target == "/fhir/metadata" ? Metadata : Chart.Patient);
                return;
            }

            request.Headers["Accept-Encoding"].ShouldContain("gzip");
            http.Response.Headers.ContentEncoding = "gzip";
            http.Response.ContentType = "application/fhir+json";
            await using var gzip = new GZipStream(http.Response.Body, CompressionLevel.Fastest);
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(Bundle(self, "Observation", Lab("a")) + new string(' ', spaces)));
        });

        RecordPull pull = await Server.At(server.Base, configure: static options => options.Limits.MaxPageBytes = 1_000_000).PullAsync("p1");

        pull.GapCodes().ShouldBe(gap is null ? [] : [gap]);
        PatientSnapshot.Build(pull, "p1", Chart.Cutoff("2026-01-31")).Rows("observation").ShouldBe(gap is null ? 1 : 0);
    }

    [Fact]
    public async Task Pull_TypeThatCannotBeSearchedByPatient_IsAGap()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(static (_, request, http) => ScriptedServer.JsonAsync(
            http, request.Target.Contains("/metadata", StringComparison.Ordinal) ? Metadata.Replace("\"subject\"", "\"code\"", StringComparison.Ordinal) : Chart.Patient));

        (await Server.At(server.Base).PullAsync("p1")).GapCodes().ShouldBe([PullCodes.NotOffered]);
    }

    private static Task<ScriptedServer> StartAsync(Func<ScriptedServer, ScriptedRequest, HttpContext, string> observations) => ScriptedServer.StartAsync((self, request, http) =>
        ScriptedServer.JsonAsync(http, request.Target switch
        {
            "/fhir/metadata" => Metadata,
            "/fhir/Patient/p1" => Chart.Patient,
            _ => observations(self, request, http),
        }));

    private static string Bundle(ScriptedServer server, string self, params string[] resources) => Bundle(server, self, resources.Length, resources);

    private static string Bundle(ScriptedServer server, string self, int? total, params string[] resources)
    {
        string entries = string.Join(',', resources.Select(static resource => "{\"search\":{\"mode\":\"match\"},\"resource\":" + resource + "}"));
        return $$"""
            {"resourceType":"Bundle","type":"searchset",{{(total is null ? "" : $"\"total\":{total},")}}"link":[{"relation":"self","url":"{{server.Base}}{{self}}"}],"entry":[{{entries}}]}
            """;
    }

    private static string Lab(string id, string patient = "p1") => $$"""
        {"resourceType":"Observation","id":"{{id}}","status":"final","code":{"text":"lab"},"subject":{"reference":"Patient/{{patient}}"},"issued":"2025-01-01","valueString":"x"}
        """;

    private static string Version(int version, string updated, int value) => $$$"""
        {"resourceType":"Observation","id":"a","meta":{"versionId":"{{{version}}}","lastUpdated":"{{{updated}}}T00:00:00Z"},"status":"final","code":{"text":"lab"},"subject":{"reference":"Patient/p1"},"issued":"2025-01-01","valueQuantity":{"value":{{{value}}} } }
        """;

    private static DateTimeOffset Time(string window) => DateTimeOffset.Parse(window[2..], CultureInfo.InvariantCulture);
}
