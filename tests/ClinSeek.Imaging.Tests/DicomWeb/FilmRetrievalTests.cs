using ClinSeek.Imaging.Decoding;
using ClinSeek.Imaging.DicomWeb;
using ClinSeek.Imaging.Tests.Testing;
using Microsoft.AspNetCore.Http;

namespace ClinSeek.Imaging.Tests.DicomWeb;

/// <summary>Which way a film is taken out of an archive, where the archive cannot give it in every form.</summary>
public sealed class FilmRetrievalTests
{
    private const string Frame = "studies/1.2.3/series/1.2.4/instances/1.2.5/frames/1";
    private const string Instance = "studies/1.2.3/series/1.2.4/instances/1.2.5";

    // Numbers as text, a lower-case tag, an element without a value, bulk left out: as servers write.
    private const string Metadata = """
        [{"00080018":{"vr":"UI","Value":["1.2.5"]},"00080060":{"vr":"CS","Value":["DX"]},"0020000D":{"vr":"UI","Value":["1.2.3"]},
        "0020000e":{"vr":"UI","Value":["1.2.4"]},"00185101":{"vr":"CS","Value":["PA"]},"00100010":{"vr":"PN","Value":[{"Alphabetic":"Canary^Planted"}]},
        "00280002":{"vr":"US","Value":[1]},"00280004":{"vr":"CS","Value":["MONOCHROME1"]},"00280010":{"vr":"US","Value":["1"]},"00280011":{"vr":"US","Value":[4]},
        "00280030":{"vr":"DS","Value":["0.2","0.3"]},"00280100":{"vr":"US","Value":[16]},"00280101":{"vr":"US","Value":[12]},"00280102":{"vr":"US","Value":[11]},
        "00280103":{"vr":"US","Value":[0]},"00281050":{"vr":"DS","Value":["128\\7"]},"00281051":{"vr":"DS","Value":[256.0]},"00281055":{"vr":"LO"},"7FE00010":{"vr":"OW","BulkDataURI":"http://elsewhere/x"}}]
        """;

    private static readonly byte[] Pixels16 = [0, 0, 85, 0, 170, 0, 255, 0];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Retrieve_FrameAsStored_IsTakenFirst()
    {
        await using ScriptedArchive archive = await StartAsync(static (path, _, http) => path == Frame
            ? ScriptedArchive.SendAsync(http, "application/octet-stream", Pixels16) : NotAcceptable(http));

        RetrievedFilm film = (await new FilmRetrieval(archive.Client).RetrieveAsync("1.2.3", Stop)).Value.ShouldNotBeNull();

        film.Path.ShouldBe(RetrievalPath.Frame);
        archive.Asked.Last().ShouldBe(Frame + " multipart/related; type=\"application/octet-stream\"; transfer-syntax=*");
        DecodedFilm decoded = Films.Read(film.Content).Value.ShouldNotBeNull();
        decoded.ToGrey8().ShouldBe([255, 170, 85, 0]);
        decoded.Description.PixelSpacing.ShouldBe(new PixelSpacing(0.2, 0.3, false));
        decoded.Description.ViewPosition.ShouldBe("PA");
        System.Text.Encoding.Latin1.GetString(film.Content).ShouldNotContain("Canary");
    }

    [Fact]
    public async Task Retrieve_StoredInASyntaxThatIsNotRead_IsTranscoded()
    {
        await using ScriptedArchive archive = await StartAsync(static (path, accept, http) =>
            path == Frame && accept.EndsWith("transfer-syntax=1.2.840.10008.1.2.1", StringComparison.Ordinal) ? ScriptedArchive.SendAsync(http, "application/octet-stream", Pixels16)
            : path == Frame ? ScriptedArchive.SendAsync(http, "image/jp2; transfer-syntax=1.2.840.10008.1.2.4.90", [1, 2, 3])
            : NotAcceptable(http));

        RetrievedFilm film = (await new FilmRetrieval(archive.Client).RetrieveAsync("1.2.3", Stop)).Value.ShouldNotBeNull();

        film.Path.ShouldBe(RetrievalPath.TranscodedFrame);
        film.Notes.ShouldContain(static note => note.Contains("JPEG 2000", StringComparison.Ordinal));
        Films.Read(film.Content).Value.ShouldNotBeNull().ToGrey8().ShouldBe([255, 170, 85, 0]);
    }

    [Theory]
    [InlineData("image/png")]
    [InlineData("image/jpeg")]
    public async Task Retrieve_NothingButRendered_IsNotInvertedAgain(string given)
    {
        byte[] picture = given == "image/png"
            ? Imaging.Decoding.Libvips.PngWriter.Grey([255, 170, 85, 0], 4, 1).Value!
            : Peer.Jpeg([255, 170, 85, 0], 4, 1);
        await using ScriptedArchive archive = await StartAsync((path, accept, http) =>
            path.EndsWith("/rendered", StringComparison.Ordinal) && accept == given ? ScriptedArchive.SendAsync(http, given, picture) : NotAcceptable(http));

        RetrievedFilm film = (await new FilmRetrieval(archive.Client).RetrieveAsync("1.2.3", Stop)).Value.ShouldNotBeNull();

        film.Path.ShouldBe(RetrievalPath.Rendered);
        film.Notes.Count.ShouldBe(3);
        byte[] grey = Films.Read(film.Content).Value.ShouldNotBeNull().ToGrey8();
        grey[0].ShouldBeGreaterThan(grey[3]);
    }

    [Fact]
    public async Task Retrieve_FrameOfAnotherLength_IsNotTaken()
    {
        await using ScriptedArchive archive = await StartAsync(static (path, _, http) =>
            path == Frame ? ScriptedArchive.SendAsync(http, "application/octet-stream", [1, 2, 3]) : NotAcceptable(http));

        FilmFailure failure = (await new FilmRetrieval(archive.Client).RetrieveAsync("1.2.3", Stop)).Failure.ShouldNotBeNull();

        failure.Kind.ShouldBe(FilmFailureKind.NotAcceptable);
    }

    [Fact]
    public async Task Retrieve_AnotherInstance_IsRefused()
    {
        byte[] other = FilmBuilder.Film(1, 4, 1, 2, 3, 4).Build();
        await using ScriptedArchive archive = await StartAsync((path, _, http) =>
            path == Instance ? ScriptedArchive.SendAsync(http, "application/dicom", other) : NotAcceptable(http));

        (await new FilmRetrieval(archive.Client).RetrieveAsync("1.2.3", Stop)).Succeeded.ShouldBeFalse();
    }

    [Fact]
    public async Task Retrieve_ArchiveGoesAway_EndsAtOnce()
    {
        await using ScriptedArchive archive = await StartAsync(static (_, _, http) =>
        {
            http.Response.StatusCode = 503;
            return Task.CompletedTask;
        });
        archive.Limits.MaxAttempts = 1;

        (await new FilmRetrieval(archive.Client).RetrieveAsync("1.2.3", Stop)).Failure.ShouldNotBeNull().Kind.ShouldBe(FilmFailureKind.Unreachable);
        archive.Asked.Count(static asked => asked.StartsWith(Instance, StringComparison.Ordinal)).ShouldBeLessThanOrEqualTo(4);
    }

    [Theory]
    [InlineData("../../admin?x=")]
    [InlineData("")]
    [InlineData("1.2.3/series")]
    public async Task Retrieve_NoUid_AsksNothing(string study)
    {
        await using ScriptedArchive archive = await StartAsync(static (_, _, http) => NotAcceptable(http));

        (await new FilmRetrieval(archive.Client).RetrieveAsync(study, Stop)).Failure.ShouldNotBeNull().Kind.ShouldBe(FilmFailureKind.NotFound);
        (await new FilmRetrieval(archive.Client).RetrieveAsync(new string('1', 100_000), Stop)).Failure.ShouldNotBeNull();

        archive.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Frames_UidWithAPath_StayBelowTheRoot()
    {
        await using ScriptedArchive archive = await StartAsync(static (_, _, http) => NotAcceptable(http));

        await archive.Client.FramesAsync("../../admin", "..", "x?y", [1], cancellationToken: Stop);

        archive.Asked.ShouldHaveSingleItem().ShouldStartWith("studies/");
    }

    [Fact]
    public async Task Retrieve_MutatedMetadata_EndsInAValue()
    {
        var random = new Random(20260112);
        string[] odd = ["null", "\"\"", "\"\\ud800\"", "-1", "1e99", "[]", "{}", "65536", "[[1]]", "\"x\\\\y\""];
        string metadata = Metadata;
        await using ScriptedArchive archive = await ScriptedArchive.StartAsync((path, _, http) => path.EndsWith("/series", StringComparison.Ordinal)
            ? ScriptedArchive.JsonAsync(http, """[{"0020000E":{"vr":"UI","Value":["1.2.4"]}}]""")
            : path.EndsWith("/metadata", StringComparison.Ordinal) ? ScriptedArchive.JsonAsync(http, metadata)
            : ScriptedArchive.SendAsync(http, "application/octet-stream", Pixels16));
        for (int round = 0; round < 150; round++)
        {
            metadata = System.Text.RegularExpressions.Regex.Replace(Metadata, """("Value":)\[[^\]]*\]""", match => random.Next(6) == 0 ? $"{match.Groups[1].Value}[{odd[random.Next(odd.Length)]}]" : match.Value);

            FilmResult<RetrievedFilm> film = await new FilmRetrieval(archive.Client).RetrieveAsync("1.2.3", Stop);

            if (film.Succeeded) Films.Read(film.Value.Content).ShouldNotBeNull();
            else film.Failure.Remedy.ShouldNotBeEmpty();
        }
    }

    private static Task<ScriptedArchive> StartAsync(Func<string, string, HttpContext, Task> pixels) => ScriptedArchive.StartAsync((path, _, http) => path switch
    {
        "studies/1.2.3/series" => ScriptedArchive.JsonAsync(http, """[{"0020000E":{"vr":"UI","Value":["1.2.4"]},"00080060":{"vr":"CS","Value":["DX"]}},{"0020000E":{"vr":"UI","Value":["1.2.6"]},"00080060":{"vr":"CS","Value":["SR"]}}]"""),
        "studies/1.2.3/series/1.2.4/metadata" => ScriptedArchive.JsonAsync(http, Metadata),
        _ => pixels(path, http.Request.Headers.Accept.ToString(), http),
    });

    private static Task NotAcceptable(HttpContext http)
    {
        http.Response.StatusCode = 406;
        return Task.CompletedTask;
    }
}
