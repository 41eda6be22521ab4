using System.Net;
using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Films;
using ClinSeek.Functions.Tests.Architecture;
using ClinSeek.Functions.Tests.Testing;
using ClinSeek.Imaging.Decoding;
using ClinSeek.Imaging.Dicom;
using ClinSeek.Imaging.DicomWeb;
using Microsoft.Extensions.DependencyInjection;

namespace ClinSeek.Functions.Tests.Films;

/// <summary>Cases whose films lie in a real archive.</summary>
public sealed class ArchiveFilmsTests(OrthancFixture orthanc) : IClassFixture<OrthancFixture>
{
    private static readonly byte[] Film = File.ReadAllBytes(Path.Combine(Repository.Root, "src/ClinSeek.Functions/Demo/films/demo-01-arden.dcm"));
    private static readonly string StudyUid = DicomHeader.Read(Film).Value!.StudyInstanceUid!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Open_EndpointOfAConfiguredArchive_StoresTheFilmAndItsPath()
    {
        await StoreAsync();

        (FilmList films, ReadOnlyMemory<byte> content) = await OpenAsync(folder => ImagedPatient.Write(folder, StudyUid, orthanc.Root + "studies/" + StudyUid));

        CaseFilm film = films.Films.ShouldHaveSingleItem();
        film.Study.ShouldBe(ImagedPatient.Study);
        film.Origin.ShouldNotBeNull().Archive.ShouldBe("pacs");
        film.Origin.FoundBy.ShouldBe("endpoint");
        film.Origin.Path.ShouldBe(RetrievalPath.Frame);
        films.Gaps.ShouldNotBeNull().ShouldBeEmpty();
        ShouldShowTheSame(content);
    }

    [Fact]
    public async Task Open_NoEndpoint_FindsTheStudyByItsUid()
    {
        await StoreAsync();

        (FilmList films, ReadOnlyMemory<byte> content) = await OpenAsync(static folder => ImagedPatient.Write(folder, StudyUid));

        films.Films.ShouldHaveSingleItem().Origin.ShouldNotBeNull().FoundBy.ShouldBe("study uid");
        ShouldShowTheSame(content);
    }

    [Fact]
    public async Task Open_EndpointElsewhere_AsksTheConfiguredArchiveOnly()
    {
        await StoreAsync();
        await using var stranger = new Listener();

        (FilmList films, _) = await OpenAsync(folder => ImagedPatient.Write(folder, StudyUid, stranger.Address));

        FilmOrigin origin = films.Films.ShouldHaveSingleItem().Origin.ShouldNotBeNull();
        origin.FoundBy.ShouldBe("study uid");
        origin.Notes.ShouldContain(static note => note.Contains("not configured", StringComparison.Ordinal));
        stranger.WasAsked.ShouldBeFalse();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Open_AccessionNumber_TakesThePatientsOwnStudyOnly(bool own)
    {
        const string Uid = "2.25.880001";
        await StoreAsync(Renumbered(Uid, "ACC880001", "MRN-0815"));

        (FilmList films, _) = await OpenAsync(folder => ImagedPatient.Write(folder, null, accession: "ACC880001", patientId: own ? "MRN-0815" : "MRN-4711"));

        films.Films.Count.ShouldBe(own ? 1 : 0);
        if (own)
        {
            films.Films[0].Origin!.FoundBy.ShouldBe("accession number");
        }
        else
        {
            films.Gaps.ShouldNotBeNull().ShouldHaveSingleItem().Cause.ShouldContain("not known to be this patient's");
        }
    }

    [Fact]
    public async Task Open_ArchiveIsAway_GoesOnWithAGap()
    {
        (FilmList films, _) = await OpenAsync(
            static folder => ImagedPatient.Write(folder, "2.25.1", "http://127.0.0.1:9/dicom-web"),
            new DicomWebServerOptions { BaseUrl = "http://127.0.0.1:9/dicom-web", Limits = { MaxAttempts = 1 } });

        films.Films.ShouldBeEmpty();
        FilmGap gap = films.Gaps.ShouldNotBeNull().ShouldHaveSingleItem();
        gap.Study.ShouldBe(ImagedPatient.Study);
        gap.Cause.ShouldContain("connection");
    }

    [Theory]
    [InlineData("https://10.0.0.1/studies")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    public async Task Open_ArchiveThatRedirectsToAPrivateAddress_IsNotFollowed(string location)
    {
        await using var redirecting = new Listener(location);

        (FilmList films, _) = await OpenAsync(
            folder => ImagedPatient.Write(folder, "2.25.1", redirecting.Address), new DicomWebServerOptions { BaseUrl = redirecting.Address });

        redirecting.WasAsked.ShouldBeTrue();
        films.Films.ShouldBeEmpty();
        films.Gaps.ShouldNotBeNull().ShouldHaveSingleItem().Cause.ShouldContain("not allowed");
    }

    [Fact]
    public async Task Open_UnknownStudy_IsAGapWithTheRemedy()
    {
        (FilmList films, _) = await OpenAsync(static folder => ImagedPatient.Write(folder, "2.25.424242"));

        films.Gaps.ShouldNotBeNull().ShouldHaveSingleItem().Cause.ShouldContain("does not hold");
    }

    [Theory]
    [InlineData("https://x-y.dicom.azurehealthcareapis.com", "/v2")]
    [InlineData("http://archive.example/dicom-web", "not encrypted")]
    [InlineData("archive", "BaseUrl")]
    public void Problems_BaseUrl_SaysWhatIsWrong(string address, string said)
    {
        var options = new DicomWebOptions { Servers = { ["a"] = new DicomWebServerOptions { BaseUrl = address } } };

        options.Problems().ShouldContain(problem => problem.Contains(said, StringComparison.Ordinal));
    }

    [Fact]
    public void Problems_SoundOptions_AreNone() =>
        new DicomWebOptions { Servers = { ["a"] = new DicomWebServerOptions { BaseUrl = "https://x-y.dicom.azurehealthcareapis.com/v2/partitions/p" } } }.Problems().ShouldBeEmpty();

    private async Task<(FilmList Films, ReadOnlyMemory<byte> Content)> OpenAsync(Func<string, string> write, DicomWebServerOptions? server = null)
    {
        using var folder = new TemporaryFolder();
        var options = new DicomWebOptions { Servers = { ["pacs"] = server ?? new DicomWebServerOptions { BaseUrl = orthanc.Root.AbsoluteUri } } };
        await using CaseWorld world = await CaseWorld.StartAsync(folder.Path, new ScriptedReasoner(1), before: services => services.AddSingleton(options));
        CaseView view = await world.AskAsync(CaseWorld.Request(write(Path.Combine(folder.Path, "record")), steps: 4), "c-film");
        view.Steps.ShouldBeGreaterThan(0);
        FilmList films = await world.Get<CaseRecord>().FilmsAsync(CaseId.Parse("c-film"), Stop);
        return (films, films.Films is [{ } film] ? (await world.Get<CaseRecord>().BytesAsync(CaseId.Parse("c-film"), film.Document, Stop)).Content : default);
    }

    private Task StoreAsync() => StoreAsync(Film);

    private async Task StoreAsync(byte[] film)
    {
        using var transport = new HttpMessageInvoker(new SocketsHttpHandler());
        FilmResult<StoreOutcome> stored = await new DicomWebClient(orthanc.Root, transport, new DicomWebLimits(), TimeProvider.System).StoreAsync([film], Stop);
        stored.Value.ShouldNotBeNull().Stored.ShouldHaveSingleItem();
    }

    /// <summary>A film of another study with an accession number and a patient's id, both of which the demonstration's films lack.</summary>
    private static byte[] Renumbered(string study, string accession, string patient)
    {
        var pixels = new byte[32 * 32 * 2];
        new Random(20260108).NextBytes(pixels);
        using var file = new MemoryStream();
        file.Write(new byte[128]);
        file.Write("DICM"u8);
        (uint Tag, string Vr, byte[] Value)[] elements =
        [
            (0x0002_0010, "UI", Text("1.2.840.10008.1.2.1")), (0x0008_0016, "UI", Text("1.2.840.10008.5.1.4.1.1.1")), (0x0008_0018, "UI", Text(study + ".3")),
            (0x0008_0050, "SH", Text(accession)), (0x0008_0060, "CS", Text("DX")), (0x0010_0020, "LO", Text(patient)),
            (0x0020_000D, "UI", Text(study)), (0x0020_000E, "UI", Text(study + ".2")), (0x0028_0002, "US", [1, 0]), (0x0028_0004, "CS", Text("MONOCHROME2")),
            (0x0028_0010, "US", [32, 0]), (0x0028_0011, "US", [32, 0]), (0x0028_0100, "US", [16, 0]), (0x0028_0101, "US", [16, 0]),
            (0x0028_0102, "US", [15, 0]), (0x0028_0103, "US", [0, 0]), (0x7FE0_0010, "OW", pixels),
        ];
        foreach ((uint tag, string vr, byte[] value) in elements)
        {
            byte[] length = BitConverter.GetBytes(value.Length);
            file.Write([(byte)(tag >> 16), (byte)(tag >> 24), (byte)tag, (byte)(tag >> 8), (byte)vr[0], (byte)vr[1]]);
            file.Write(vr == "OW" ? [0, 0, .. length] : length.AsSpan(0, 2));
            file.Write(value);
        }

        return file.ToArray();
    }

    private static byte[] Text(string text) => System.Text.Encoding.ASCII.GetBytes(text.Length % 2 == 0 ? text : text + (char.IsAsciiDigit(text[0]) ? '\0' : ' '));

    private static void ShouldShowTheSame(ReadOnlyMemory<byte> content)
    {
        byte[] Grey(ReadOnlyMemory<byte> file) => ImageDecoder.Default.Decode(file, DecodeOptions.Default, Stop).Value.ShouldNotBeNull().ToGrey8();
        Grey(content).AsSpan().SequenceEqual(Grey(Film)).ShouldBeTrue();
    }

    /// <summary>A host that counts who asks it, and redirects where it is told to.</summary>
    private sealed class Listener : IAsyncDisposable
    {
        private readonly System.Net.Sockets.TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _serving;

        public Listener(string? location = null)
        {
            _listener.Start();
            _serving = ServeAsync($"HTTP/1.1 {(location is null ? "404 Not Found" : "302 Found\r\nLocation: " + location)}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        }

        public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/dicom-web";

        public bool WasAsked { get; private set; }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            _listener.Stop();
            await _serving;
            _listener.Dispose();
            _stop.Dispose();
        }

        private async Task ServeAsync(string answer)
        {
            try
            {
                while (true)
                {
                    using System.Net.Sockets.TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                    WasAsked = true;
                    await client.GetStream().ReadAtLeastAsync(new byte[4096], 16, throwOnEndOfStream: false, _stop.Token);
                    await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(answer), _stop.Token);
                }
            }
            catch (OperationCanceledException)
            {
                // The test is over.
            }
        }
    }
}
