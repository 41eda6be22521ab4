using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using ClinSeek.Ehr.Database;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Ehr.Fhir.Rest;
using ClinSeek.Ehr.Tests.Testing;
using Microsoft.AspNetCore.Http;

namespace ClinSeek.Ehr.Tests.Fhir.Rest;

/// <summary>A real server behind a network that misbehaves: the same rows as without, or a gap that says what may be missing.</summary>
public sealed partial class FaultTests(FhirPeerFixture peer)
{
    private const string Patient = "demo-01-arden";

    [Theory]
    [InlineData("throttled seconds", 429)]
    [InlineData("throttled date", 429)]
    [InlineData("throttled milliseconds", 429)]
    [InlineData("throttled storm", 429)]
    [InlineData("unavailable", 503)]
    [InlineData("gateway page", 502)]
    [InlineData("page with status 200", 200)]
    [InlineData("cut connection", 0)]
    [InlineData("cut body", 0)]
    [InlineData("cut gzip", 200)]
    [InlineData("transient outcome", 400)]
    public async Task Pull_FaultThatPasses_GivesTheSameRows(string fault, int status)
    {
        var tries = new ConcurrentDictionary<string, int>();
        await using FaultProxy proxy = await FaultProxy.StartAsync(await peer.BaseAsync(), async (request, http, self) =>
        {
            // Every request fails at first, in a storm several times.
            if (tries.AddOrUpdate(request.Target + request.Text, 1, static (_, count) => count + 1) > (fault == "throttled storm" ? 5 : 1))
            {
                return false;
            }

            await FailAsync(fault, status, request, http, self);
            return true;
        });

        RecordPull pull = await Server.At(proxy.Base, RetrievalMode.Search, static server => server.Limits.MaxAttempts = 12).PullAsync(Patient);

        pull.Issues.ShouldBeEmpty();
        pull.NoteCodes().ShouldContain(PullCodes.Repeated);
        Digest(pull).ShouldBe(await DigestWithoutFaultsAsync());
    }

    [Theory]
    [InlineData("throttled seconds", 429, PullCodes.Throttled)]
    [InlineData("unavailable", 503, PullCodes.ServerError)]
    [InlineData("gateway page", 502, PullCodes.ServerError)]
    [InlineData("page with status 200", 200, PullCodes.NotFhir)]
    [InlineData("other JSON", 200, PullCodes.NotFhir)]
    [InlineData("nothing", 200, PullCodes.NotFhir)]
    [InlineData("denied", 403, PullCodes.Unauthorized)]
    [InlineData("outcome in place of a bundle", 200, PullCodes.ServerError)]
    [InlineData("cut connection", 0, PullCodes.Connection)]
    [InlineData("cut gzip", 200, PullCodes.NotFhir)]
    [InlineData("redirect elsewhere", 302, PullCodes.HostRefused)]
    public async Task Pull_FaultThatStays_IsAGapThatNamesTheType(string fault, int status, string code)
    {
        await using FaultProxy proxy = await FaultProxy.StartAsync(await peer.BaseAsync(), async (request, http, self) =>
        {
            if (!request.Target.Contains("/Observation", StringComparison.Ordinal))
            {
                return false;
            }

            await FailAsync(fault, status, request, http, self);
            return true;
        });

        RecordPull pull = await Server.At(proxy.Base, RetrievalMode.Search, static server => server.Limits.MaxAttempts = 2).PullAsync(Patient);

        pull.Completeness.Gaps.Select(static gap => (gap.Scope, gap.Code)).Distinct().ShouldBe([("Observation", code)]);
        PatientSnapshot snapshot = PatientSnapshot.Build(pull, Patient, Chart.Cutoff("2030-01-01"));
        snapshot.Info.Complete.ShouldBeFalse();
        (snapshot.Rows("observation"), snapshot.Rows("condition") > 0).ShouldBe((0, true));
    }

    [Fact]
    public async Task Pull_ServerAsksForALongWait_IsNotWaitedFor()
    {
        await using FaultProxy proxy = await FaultProxy.StartAsync(await peer.BaseAsync(), static (request, http, _) =>
        {
            http.Response.StatusCode = 429;
            http.Response.Headers.RetryAfter = "3600";
            return Task.FromResult(!request.Target.EndsWith("/metadata", StringComparison.Ordinal));
        });

        RecordPull pull = await Server.At(proxy.Base).PullAsync(Patient);

        pull.GapCodes().ShouldBe([PullCodes.Throttled]);
        proxy.Requests.Count(static request => request.Target.Contains("/Patient/", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Theory]
    [InlineData("the same page", PullCodes.EndlessPages)]
    [InlineData("always another address", PullCodes.EndlessPages)]
    [InlineData("another host", PullCodes.HostRefused)]
    [InlineData("no address", PullCodes.HostRefused)]
    public async Task Pull_NextLinkThatLeadsNowhere_EndsWithAGap(string next, string code)
    {
        await using FaultProxy proxy = await FaultProxy.StartAsync(await peer.BaseAsync(), async (request, http, self) =>
        {
            if (!request.Target.Contains("$everything", StringComparison.Ordinal))
            {
                return false;
            }

            string url = next switch
            {
                "the same page" => new Uri(self.Base, request.Target).AbsoluteUri,
                "always another address" => $"{self.Base}Patient/{Patient}/$everything?turn={request.Ordinal}",
                "another host" => "http://169.254.169.254/latest/meta-data",
                _ => "mailto:someone@example.org",
            };
            byte[] body = (await self.AskAsync(request)).Body;
            string text = Links().Replace(Encoding.UTF8.GetString(body), $$"""
                "link":[{"relation":"next","url":"{{url}}"}]
                """);
            await ScriptedServer.JsonAsync(http, text);
            return true;
        });

        RecordPull pull = await Server.At(proxy.Base, RetrievalMode.Everything).PullAsync(Patient);

        pull.GapCodes().ShouldBe([code]);
        proxy.Requests.Count().ShouldBeLessThan(40);
        PatientSnapshot.Build(pull, Patient, Chart.Cutoff("2030-01-01")).Rows("observation").ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Pull_SlowBytes_EndAtTheTimeLimit()
    {
        await using FaultProxy proxy = await FaultProxy.StartAsync(await peer.BaseAsync(), static async (request, http, _) =>
        {
            if (!request.Target.Contains("/Condition", StringComparison.Ordinal))
            {
                return false;
            }

            http.Response.ContentType = "application/fhir+json";
            for (int count = 0; count < 1000 && !http.RequestAborted.IsCancellationRequested; count++)
            {
                await http.Response.WriteAsync(" ");
                await http.Response.Body.FlushAsync();
                await Task.Delay(20);
            }

            return true;
        });

        RecordPull pull = await Server.At(proxy.Base, RetrievalMode.Search, static server =>
        {
            server.Limits.MaxAttempts = 2;
            server.Limits.RequestTimeout = TimeSpan.FromSeconds(2);
        }).PullAsync(Patient);

        pull.Completeness.Gaps.Select(static gap => (gap.Scope, gap.Code)).ShouldContain(("Condition", PullCodes.Timeout));
    }

    [Fact]
    public async Task Pull_PageAndByteLimits_AreRecorded()
    {
        Uri address = await peer.BaseAsync();

        RecordPull pages = await Server.At(address, RetrievalMode.Everything, static server => (server.Limits.PageSize, server.Limits.MaxPages) = (5, 3)).PullAsync(Patient);
        RecordPull bytes = await Server.At(address, RetrievalMode.Everything, static server => (server.Limits.PageSize, server.Limits.MaxBytes) = (5, 20_000)).PullAsync(Patient);
        RecordPull page = await Server.At(address, RetrievalMode.Everything, static server => server.Limits.MaxPageBytes = 9_000).PullAsync(Patient);

        pages.Pages.Count.ShouldBe(3);
        pages.GapCodes().ShouldBe([PullCodes.PageLimit]);
        bytes.GapCodes().ShouldBe([PullCodes.ByteLimit]);
        page.GapCodes().ShouldBe([PullCodes.ByteLimit]);
    }

    private static async Task FailAsync(string fault, int status, ScriptedRequest request, HttpContext http, FaultProxy proxy)
    {
        http.Response.StatusCode = status == 0 ? 200 : status;
        switch (fault)
        {
            case "throttled seconds":
                http.Response.Headers.RetryAfter = "0";
                break;
            case "throttled date":
                http.Response.Headers.RetryAfter = DateTimeOffset.UtcNow.AddSeconds(-1).ToString("R", CultureInfo.InvariantCulture);
                break;
            case "throttled milliseconds" or "throttled storm":
                http.Response.Headers["x-ms-retry-after-ms"] = "3";
                break;
            case "gateway page" or "page with status 200":
                http.Response.ContentType = "text/html";
                await http.Response.WriteAsync("<html><body>Bad gateway</body></html>");
                break;
            case "other JSON":
                await ScriptedServer.JsonAsync(http, """{"title":"not found","status":404}""");
                break;
            case "transient outcome" or "outcome in place of a bundle":
                await ScriptedServer.JsonAsync(http, """{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"transient"}]}""", status);
                break;
            case "redirect elsewhere":
                http.Response.Headers.Location = "https://elsewhere.example/fhir";
                http.Response.StatusCode = request.Method == "POST" ? 307 : 302;
                break;
            case "cut connection":
                http.Abort();
                break;
            case "cut body":
                byte[] whole = (await proxy.AskAsync(request)).Body;
                http.Response.ContentType = "application/fhir+json";
                await http.Response.Body.WriteAsync(whole.AsMemory(0, whole.Length / 2));
                await http.Response.Body.FlushAsync();
                http.Abort();
                break;
            case "cut gzip":
                using (var packed = new MemoryStream())
                {
                    await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
                    {
                        await gzip.WriteAsync((await proxy.AskAsync(request)).Body);
                    }

                    http.Response.Headers.ContentEncoding = "gzip";
                    http.Response.ContentType = "application/fhir+json";
                    await http.Response.Body.WriteAsync(packed.ToArray().AsMemory(0, (int)packed.Length / 2));
                }

                break;
            default:
                break;
        }
    }

    private async Task<string> DigestWithoutFaultsAsync() => Digest(await Server.At(await peer.BaseAsync(), RetrievalMode.Search).PullAsync(Patient));

    private static string Digest(RecordPull pull) => PatientSnapshot.Build(pull, Patient, Chart.Cutoff("2030-01-01")).Info.LogicalDigest;

    [GeneratedRegex("""
        "link":\[\{.*?\}\]
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Links();
}
