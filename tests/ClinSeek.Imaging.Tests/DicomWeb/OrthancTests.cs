using System.Globalization;
using ClinSeek.Imaging.Decoding;
using ClinSeek.Imaging.Dicom;
using ClinSeek.Imaging.DicomWeb;
using ClinSeek.Imaging.Tests.Dicom;
using ClinSeek.Imaging.Tests.Testing;

namespace ClinSeek.Imaging.Tests.DicomWeb;

/// <summary>A real archive that this project did not write. Each test keeps to studies of its own.</summary>
public sealed class OrthancTests(OrthancFixture orthanc)
{
    private const string SecondaryCapture = "1.2.840.10008.5.1.4.1.1.7";

    private static int _ordinal;

    private readonly string _study = "2.25.77" + Interlocked.Increment(ref _ordinal).ToString("D6", CultureInfo.InvariantCulture);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Store_ThenSearch_FindsTheStudyByUidAndAccessionNumber()
    {
        DicomWebClient archive = await StoreAsync(Film().Text(0x0008_0050, "SH", "ACC" + _study[^6..]).Build());

        DicomJson byUid = (await archive.SearchStudiesAsync(new StudyQuery { StudyInstanceUid = _study }, Stop)).Value.ShouldNotBeNull().ShouldHaveSingleItem();
        DicomJson byNumber = (await archive.SearchStudiesAsync(new StudyQuery { AccessionNumber = "ACC" + _study[^6..] }, Stop)).Value.ShouldNotBeNull().ShouldHaveSingleItem();

        byUid.Uid(DicomTag.StudyInstanceUid).ShouldBe(_study);
        byNumber.Uid(DicomTag.StudyInstanceUid).ShouldBe(_study);
        byNumber.Text(DicomWebTag.PatientId).ShouldBe("CANARY-4711");
    }

    [Fact]
    public async Task Search_NothingThere_IsAnEmptyList() =>
        (await (await orthanc.ClientAsync()).SearchStudiesAsync(new StudyQuery { StudyInstanceUid = "2.25.999999" }, Stop)).Value.ShouldNotBeNull().ShouldBeEmpty();

    [Fact]
    public async Task Store_Again_CountsAsStored()
    {
        byte[] film = Film().Build();
        DicomWebClient archive = await StoreAsync(film);

        StoreOutcome again = (await archive.StoreAsync([film], Stop)).Value.ShouldNotBeNull();

        again.Stored.ShouldHaveSingleItem().ShouldBe(_study + ".3");
        again.Failed.ShouldBeEmpty();
    }

    [Fact]
    public async Task Store_Garbage_IsNamed()
    {
        FilmResult<StoreOutcome> outcome = await (await orthanc.ClientAsync()).StoreAsync([new byte[300]], Stop);

        (outcome.Failure is not null || outcome.Value!.Stored.Count == 0).ShouldBeTrue();
    }

    [Fact]
    public async Task Frames_OfSeveral_ComeInTheOrderAskedFor()
    {
        DicomWebClient archive = await StoreAsync(FilmBuilder.Film(1, 2, 10, 11, 20, 21, 30, 31).Text(0x0028_0008, "IS", "3"), SecondaryCapture);

        IReadOnlyList<DicomWebPart> frames = (await archive.FramesAsync(_study, _study + ".2", _study + ".3", [1, 3], cancellationToken: Stop)).Value.ShouldNotBeNull();

        frames.Select(static frame => frame.Content[..4]).ShouldBe([[10, 0, 11, 0], [30, 0, 31, 0]]);
    }

    [Theory]
    [InlineData("1.2.840.10008.1.2.1")]
    [InlineData("1.2.840.10008.1.2")]
    public async Task Retrieve_Film_IsTheFrameAsStoredWithoutThePatient(string syntax)
    {
        byte[] original = Film().Syntax(syntax).Bits(12, 11).Window("700", "900").Rescale("1", "-100").Build();
        DicomWebClient archive = await StoreAsync(original);

        RetrievedFilm film = (await new FilmRetrieval(archive).RetrieveAsync(_study, Stop)).Value.ShouldNotBeNull();

        film.Path.ShouldBe(RetrievalPath.Frame);
        film.Notes.ShouldBeEmpty();
        System.Text.Encoding.Latin1.GetString(film.Content).ShouldNotContain("canary", Case.Insensitive);
        ShouldShowTheSame(film.Content, original);
    }

    [Fact]
    public async Task Retrieve_RunLengthCoded_IsReadAsStored()
    {
        byte[] original = Film().Build();
        byte[] coded = Peer.Convert(original, "dcmcrle");
        DicomWebClient archive = await StoreAsync(coded);

        RetrievedFilm film = (await new FilmRetrieval(archive).RetrieveAsync(_study, Stop)).Value.ShouldNotBeNull();

        film.Path.ShouldBeOneOf(RetrievalPath.Frame, RetrievalPath.Instance);
        Films.Read(film.Content).Value.ShouldNotBeNull().Description.TransferSyntaxUid.ShouldBe("1.2.840.10008.1.2.5");
        ShouldShowTheSame(film.Content, original);
    }

    [Fact]
    public async Task Retrieve_JpegBaseline_IsReadAsStored()
    {
        FilmBuilder original = FilmBuilder.Film(32, 40).Number(0x0028_0100, 8).Bits(8, 7)
            .Bytes(0x7FE0_0010, "OB", [.. Enumerable.Range(0, 32 * 40).Select(static i => (byte)(i / 6))]);
        byte[] coded = Peer.Convert(Identify(original, SecondaryCapture).Build(), "dcmcjpeg", "+eb", "+q", "95");
        DicomWebClient archive = await StoreAsync(coded);
        // dcmtk gives what it compresses with loss a new instance, in the same study.
        string study = DicomHeader.Read(coded).Value!.StudyInstanceUid!;

        RetrievedFilm film = (await new FilmRetrieval(archive).RetrieveAsync(study, Stop)).Value.ShouldNotBeNull();

        film.Path.ShouldBe(RetrievalPath.Frame);
        ShouldShowTheSame(film.Content, coded);
    }

    [Fact]
    public async Task Retrieve_LookUpTable_TakesTheInstance()
    {
        byte[] original = Film().Bits(12, 11).Table(0x0028_3010, 0, 8, [.. Enumerable.Range(0, 4096).Select(i => (ushort)(i / 16))]).Build();
        DicomWebClient archive = await StoreAsync(original);

        RetrievedFilm film = (await new FilmRetrieval(archive).RetrieveAsync(_study, Stop)).Value.ShouldNotBeNull();

        film.Path.ShouldBe(RetrievalPath.Instance);
        ShouldShowTheSame(film.Content, original);
    }

    [Fact]
    public async Task Retrieve_SyntaxThatIsNotRead_TakesAnotherWayOrSaysWhy()
    {
        byte[] coded = Peer.Convert(Film().Build(), "gdcmconv", "--j2k");
        DicomWebClient archive = await StoreAsync(coded);

        FilmResult<RetrievedFilm> film = await new FilmRetrieval(archive).RetrieveAsync(_study, Stop);

        if (film.Succeeded)
        {
            film.Value.Path.ShouldBeOneOf(RetrievalPath.TranscodedFrame, RetrievalPath.Rendered);
            film.Value.Notes.ShouldContain(static note => note.Contains("JPEG 2000", StringComparison.Ordinal));
            Films.Read(film.Value.Content).Failure.ShouldBeNull();
        }
        else
        {
            film.Failure.Kind.ShouldBeOneOf(FilmFailureKind.NotAcceptable, FilmFailureKind.BadAnswer, FilmFailureKind.Unreachable, FilmFailureKind.TransferSyntax);
        }
    }

    [Fact]
    public async Task Retrieve_SeveralViews_TakesTheFrontalOne()
    {
        byte[] lateral = Film().Text(0x0018_5101, "CS", "LL").Text(0x0008_0018, "UI", _study + ".4").Text(0x0020_0013, "IS", "1").Build();
        byte[] frontal = FilmBuilder.Film(16, 16, DcmtkTests.Values(256, 900)).Text(0x0020_000D, "UI", _study).Text(0x0020_000E, "UI", _study + ".9")
            .Text(0x0008_0018, "UI", _study + ".5").Text(0x0008_0016, "UI", "1.2.840.10008.5.1.4.1.1.1").Text(0x0020_0013, "IS", "2").Build();
        DicomWebClient archive = await orthanc.ClientAsync();
        (await archive.StoreAsync([lateral, frontal], Stop)).Value.ShouldNotBeNull().Stored.Count.ShouldBe(2);

        RetrievedFilm film = (await new FilmRetrieval(archive).RetrieveAsync(_study, Stop)).Value.ShouldNotBeNull();

        Films.Read(film.Content).Value.ShouldNotBeNull().Description.ViewPosition.ShouldBe("PA");
        ShouldShowTheSame(film.Content, frontal);
    }

    [Fact]
    public async Task Retrieve_NoRadiograph_SaysSo()
    {
        DicomWebClient archive = await StoreAsync(Film().Text(0x0008_0060, "CS", "US").Build());

        (await new FilmRetrieval(archive).RetrieveAsync(_study, Stop)).Failure.ShouldNotBeNull().Kind.ShouldBe(FilmFailureKind.NoPixels);
    }

    [Fact]
    public async Task Rendered_Film_IsAPicture()
    {
        DicomWebClient archive = await StoreAsync(Film().Window("500", "1000").Build());

        DicomWebPart picture = (await archive.RenderedAsync(_study, _study + ".2", _study + ".3", cancellationToken: Stop)).Value.ShouldNotBeNull();

        DecodedFilm film = Films.Read(picture.Content).Value.ShouldNotBeNull();
        film.Description.Format.ShouldBe(FilmFormat.Png);
        (film.Columns, film.Rows).ShouldBe((32, 24));
    }

    [Fact]
    public async Task Retrieve_UnknownStudy_IsNotFound() =>
        (await new FilmRetrieval(await orthanc.ClientAsync()).RetrieveAsync("2.25.999999", Stop)).Failure.ShouldNotBeNull().Kind.ShouldBe(FilmFailureKind.NotFound);

    [Fact]
    public async Task Metadata_UnknownStudy_IsNotFound() =>
        (await (await orthanc.ClientAsync()).MetadataAsync("2.25.999999", cancellationToken: Stop)).Failure.ShouldNotBeNull().Kind.ShouldBe(FilmFailureKind.NotFound);

    private FilmBuilder Film() => Identify(FilmBuilder.Film(24, 32, DcmtkTests.Values(24 * 32, 4000)), "1.2.840.10008.5.1.4.1.1.1");

    private FilmBuilder Identify(FilmBuilder film, string kind) => film.Text(0x0008_0016, "UI", kind)
        .Text(0x0020_000D, "UI", _study).Text(0x0020_000E, "UI", _study + ".2").Text(0x0008_0018, "UI", _study + ".3");

    private Task<DicomWebClient> StoreAsync(FilmBuilder film, string kind) => StoreAsync(Identify(film, kind).Build());

    private async Task<DicomWebClient> StoreAsync(byte[] film)
    {
        DicomWebClient archive = await orthanc.ClientAsync();
        FilmResult<StoreOutcome> outcome = await archive.StoreAsync([film], Stop);
        outcome.Failure.ShouldBeNull();
        outcome.Value!.Failed.ShouldBeEmpty();
        outcome.Value.Stored.ShouldHaveSingleItem();
        return archive;
    }

    private static void ShouldShowTheSame(byte[] actual, byte[] expected)
    {
        FilmResult<DecodedFilm> film = Films.Read(actual);
        film.Failure.ShouldBeNull();
        Pixels.ShouldBeSame(film.Value!.ToGrey8(), Films.Read(expected).Value.ShouldNotBeNull().ToGrey8());
    }
}
