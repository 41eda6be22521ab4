using System.Globalization;
using ClinSeek.Imaging.Decoding;
using ClinSeek.Imaging.DicomWeb;
using ClinSeek.Imaging.Tests.Testing;
using Microsoft.AspNetCore.Http;

namespace ClinSeek.Imaging.Tests.DicomWeb;

/// <summary>How Azure's DICOM service answers, and how services fail: each fault passes or has a name.</summary>
public sealed class AzureFaultTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Search_NoContent_IsAnEmptyList()
    {
        await using ScriptedArchive archive = await ScriptedArchive.StartAsync(static (_, _, http) =>
        {
            http.Response.StatusCode = 204;
            return Task.CompletedTask;
        });

        (await archive.Client.SearchStudiesAsync(Query, Stop)).Value.ShouldNotBeNull().ShouldBeEmpty();
        archive.Asked.ShouldHaveSingleItem().ShouldBe("studies?StudyInstanceUID=1.2.3&limit=200&offset=0 application/dicom+json");
    }

    [Fact]
    public async Task Search_SeveralPages_GivesEachMatchOnceThoughTheyShift()
    {
        // The second page begins with the last match of the first, pushed on by an arrival.
        await using ScriptedArchive archive = await ScriptedArchive.StartAsync(static (_, _, http) =>
        {
            int offset = int.Parse(http.Request.Query["offset"]!, CultureInfo.InvariantCulture);
            int first = offset == 0 ? 0 : 199;
            return ScriptedArchive.JsonAsync(http, "[" + string.Join(',', Enumerable.Range(first, offset == 0 ? 200 : 31).Select(Study)) + "]");
        });

        IReadOnlyList<DicomJson> found = (await archive.Client.SearchStudiesAsync(Query, Stop)).Value.ShouldNotBeNull();

        found.Count.ShouldBe(230);
        archive.Asked.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Search_OffsetIsIgnored_Ends()
    {
        await using ScriptedArchive archive = await ScriptedArchive.StartAsync(static (_, _, http) =>
            ScriptedArchive.JsonAsync(http, "[" + string.Join(',', Enumerable.Range(0, 200).Select(Study)) + "]"));

        (await archive.Client.SearchStudiesAsync(Query, Stop)).Value.ShouldNotBeNull().Count.ShouldBe(200);
        archive.Asked.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("12?")]
    [InlineData("a\\b")]
    [InlineData("")]
    public async Task Search_ValueThatMatchesOthers_IsNotAsked(string accession)
    {
        await using ScriptedArchive archive = await ScriptedArchive.StartAsync(static (_, _, http) => ScriptedArchive.JsonAsync(http, "[]"));

        (await archive.Client.SearchStudiesAsync(new StudyQuery { AccessionNumber = accession }, Stop)).Failure.ShouldNotBeNull();
        archive.Asked.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("x-ms-retry-after-ms", "5", 429)]
    [InlineData("Retry-After", "0", 503)]
    [InlineData("", "", 500)]
    [InlineData("", "", 408)]
    public async Task Get_FaultThatPasses_IsRepeated(string header, string value, int status)
    {
        await using ScriptedArchive archive = await ScriptedArchive.StartAsync((_, count, http) =>
        {
            if (count > 2) return ScriptedArchive.JsonAsync(http, "[]");
            http.Response.StatusCode = status;
            if (header.Length > 0) http.Response.Headers[header] = value;
            return Task.CompletedTask;
        });

        (await archive.Client.SearchStudiesAsync(Query, Stop)).Failure.ShouldBeNull();
        archive.Asked.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Get_CutConnection_IsRepeatedAndThenNamed()
    {
        await using ScriptedArchive archive = await ScriptedArchive.StartAsync(static (_, _, http) =>
        {
            http.Abort();
            return Task.CompletedTask;
        });

        (await archive.Client.SearchStudiesAsync(Query, Stop)).Failure.ShouldNotBeNull().Kind.ShouldBe(FilmFailureKind.Unreachable);
        archive.Asked.Count.ShouldBeGreaterThanOrEqualTo(archive.Limits.MaxAttempts);
    }

    [Fact]
    public async Task Get_WaitLongerThanTheLimit_IsNotWaitedFor()
    {
        await using ScriptedArchive archive = await ScriptedArchive.StartAsync(static (_, _, http) =>
        {
            http.Response.StatusCode = 429;
            http.Response.Headers.RetryAfter = "3600";
            return Task.CompletedTask;
        });

        (await archive.Client.SearchStudiesAsync(Query, Stop)).Failure.ShouldNotBeNull().Cause.ShouldContain("429");
        archive.Asked.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(401, FilmFailureKind.Denied)]
    [InlineData(403, FilmFailureKind.Denied)]
    [InlineData(404, FilmFailureKind.NotFound)]
    [InlineData(406, FilmFailureKind.NotAcceptable)]
    [InlineData(302, FilmFailureKind.BadAnswer)]
    [InlineData(400, FilmFailureKind.BadAnswer)]
    public async Task Get_Refusal_HasAName(int status, FilmFailureKind kind)
    {
        await using ScriptedArchive archive = await ScriptedArchive.StartAsync((_, _, http) =>
        {
            http.Response.StatusCode = status;
            if (status == 302) http.Response.Headers.Location = "http://169.254.169.254/latest";
            return Task.CompletedTask;
        });

        (await archive.Client.MetadataAsync("1.2.3", cancellationToken: Stop)).Failure.ShouldNotBeNull().Kind.ShouldBe(kind);
        archive.Asked.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("<html>Sign in</html>")]
    [InlineData("[1,2]")]
    [InlineData("[{")]
    [InlineData("\"text\"")]
    [InlineData("")]
    public async Task Metadata_NoDicomJson_IsABadAnswer(string body)
    {
        await using ScriptedArchive archive = await ScriptedArchive.StartAsync((_, _, http) => ScriptedArchive.JsonAsync(http, body));

        (await archive.Client.MetadataAsync("1.2.3", cancellationToken: Stop)).Failure.ShouldNotBeNull().Kind.ShouldBe(FilmFailureKind.BadAnswer);
    }

    [Fact]
    public async Task Get_EndlessAnswer_StopsAtTheLimit()
    {
        await using ScriptedArchive archive = await ScriptedArchive.StartAsync(static async (_, _, http) =>
        {
            var chunk = new byte[64 * 1024];
            for (int i = 0; i < 100_000 && !http.RequestAborted.IsCancellationRequested; i++) await http.Response.Body.WriteAsync(chunk, http.RequestAborted);
        });
        archive.Limits.MaxBytes = 1 << 20;

        (await archive.Client.InstanceAsync("1.2.3", "1.2.4", "1.2.5", cancellationToken: Stop)).Failure.ShouldNotBeNull().Kind.ShouldBe(FilmFailureKind.TooLarge);
    }

    [Fact]
    public async Task Get_NoAnswer_IsATimeOut()
    {
        await using ScriptedArchive archive = await ScriptedArchive.StartAsync(static (_, _, http) => Task.Delay(Timeout.Infinite, http.RequestAborted));
        archive.Limits.RequestTimeout = TimeSpan.FromMilliseconds(150);

        (await archive.Client.MetadataAsync("1.2.3", cancellationToken: Stop)).Failure.ShouldNotBeNull().Cause.ShouldContain("took longer");
    }

    [Fact]
    public async Task Get_Cancelled_Stops()
    {
        using var stop = new CancellationTokenSource();
        await using ScriptedArchive archive = await ScriptedArchive.StartAsync((_, _, http) =>
        {
            stop.Cancel();
            return Task.Delay(Timeout.Infinite, http.RequestAborted);
        });

        await Should.ThrowAsync<OperationCanceledException>(() => archive.Client.MetadataAsync("1.2.3", cancellationToken: stop.Token));
    }

    [Theory]
    [InlineData(202, 1, 1)]
    [InlineData(409, 0, 1)]
    public async Task Store_SomeFail_NamesThem(int status, int stored, int failed)
    {
        string failure = """{"00081198":{"vr":"SQ","Value":[{"00081155":{"vr":"UI","Value":["1.2.9"]},"00081197":{"vr":"US","Value":[43264]}}]}""";
        string success = ""","00081199":{"vr":"SQ","Value":[{"00081155":{"vr":"UI","Value":["1.2.8"]}}]}""";
        await using ScriptedArchive archive = await ScriptedArchive.StartAsync((_, _, http) =>
        {
            http.Response.StatusCode = status;
            return ScriptedArchive.JsonAsync(http, failure + (stored > 0 ? success : string.Empty) + "}");
        });

        StoreOutcome outcome = (await archive.Client.StoreAsync([new byte[10]], Stop)).Value.ShouldNotBeNull();

        outcome.Stored.Count.ShouldBe(stored);
        outcome.Failed.Count.ShouldBe(failed);
        outcome.Failed[0].Cause.ShouldContain("not valid");
    }

    [Fact]
    public async Task Store_Duplicate_CountsAsStored()
    {
        await using ScriptedArchive archive = await ScriptedArchive.StartAsync(static (_, _, http) =>
        {
            http.Response.StatusCode = 409;
            return ScriptedArchive.JsonAsync(http, """{"00081198":{"vr":"SQ","Value":[{"00081155":{"vr":"UI","Value":["1.2.9"]},"00081197":{"vr":"US","Value":[45070]}}]}}""");
        });

        StoreOutcome outcome = (await archive.Client.StoreAsync([new byte[10]], Stop)).Value.ShouldNotBeNull();

        outcome.Stored.ShouldBe(["1.2.9"]);
        outcome.Failed.ShouldBeEmpty();
    }

    private static StudyQuery Query { get; } = new() { StudyInstanceUid = "1.2.3" };

    private static string Study(int number) => $$$"""{"0020000D":{"vr":"UI","Value":["1.2.{{{number}}}"]}}""";
}
