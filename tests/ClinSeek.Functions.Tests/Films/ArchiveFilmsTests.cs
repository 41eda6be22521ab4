using System.Net;
using System.Text.Json.Nodes;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Cutoff;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Films;
using ClinSeek.Functions.Tests.Architecture;
using ClinSeek.Functions.Tests.Testing;
using ClinSeek.Imaging.Decoding;
using ClinSeek.Imaging.Dicom;
using ClinSeek.Imaging.DicomWeb;
using ClinSeek.Peers.Fhir;
using ClinSeek.Reasoning.Likelihood;
using ClinSeek.Reasoning.Likelihood.Packs;
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

    [Fact]
    public async Task Open_RecordOfAServer_ReadsTheEndpointThere()
    {
        await StoreAsync();
        using var folder = new TemporaryFolder();
        await using FhirPeer peer = await FhirPeer.StartAsync(everything: false, ImagedPatient.Write(folder.Path, StudyUid, orthanc.Root.AbsoluteUri));

        (FilmList films, ReadOnlyMemory<byte> content) = await OpenAsync(_ => peer.Base.AbsoluteUri);

        films.Films.ShouldHaveSingleItem().Origin.ShouldNotBeNull().FoundBy.ShouldBe("endpoint");
        ShouldShowTheSame(content);
    }

    [Fact]
    public async Task Open_FileBesideTheRecord_GoesBeforeTheArchive()
    {
        await StoreAsync();

        (FilmList films, ReadOnlyMemory<byte> content) = await OpenAsync(folder =>
        {
            string record = ImagedPatient.Write(folder, StudyUid, orthanc.Root.AbsoluteUri);
            File.WriteAllBytes(Path.Combine(folder, "film.dcm"), Film);
            return record;
        });

        films.Films.ShouldHaveSingleItem().Origin.ShouldNotBeNull().FoundBy.ShouldBe("file");
        content.ToArray().ShouldBe(Film);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Open_AccessionNumber_TakesThePatientsOwnStudyOnly(bool own)
    {
        const string Uid = "2.25.880001";
        await StoreAsync(SmallFilm.Write(Uid, accession: "ACC880001", patient: "MRN-0815"));

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

    [Theory]
    [InlineData("accession number", """{"category":[{"coding":[{"code":"RAD"}]}],"identifier":[{"type":{"coding":[{"code":"ACSN"}]},"value":"ACC880002"}]}""")]
    [InlineData("study uid", """{"imagingStudy":[{"identifier":{"system":"urn:dicom:uid","value":"urn:oid:2.25.880002"}}]}""")]
    [InlineData("endpoint", """{"presentedForm":[{"contentType":"application/dicom","url":"ORTHANC/studies/2.25.880002"}]}""")]
    public async Task Open_ReportWithoutAStudy_LeadsToItsFilm(string foundBy, string report)
    {
        await StoreAsync(SmallFilm.Write("2.25.880002", accession: "ACC880002", patient: "MRN-0816"));
        string own = report.Replace("ORTHANC", orthanc.Root.AbsoluteUri.TrimEnd('/'), StringComparison.Ordinal);

        (FilmList films, ReadOnlyMemory<byte> content) = await OpenAsync(folder => ImagedPatient.WriteReport(folder, "MRN-0816", own));

        CaseFilm film = films.Films.ShouldHaveSingleItem();
        film.Study.ShouldBe("DiagnosticReport/r1");
        film.Origin.ShouldNotBeNull().FoundBy.ShouldBe(foundBy);
        films.Gaps.ShouldNotBeNull().ShouldBeEmpty();
        content.IsEmpty.ShouldBeFalse();
    }

    [Fact]
    public async Task Open_MoreStudiesThanAreFetched_TakesTheNewest()
    {
        await StoreAsync();

        (FilmList films, _) = await OpenAsync(
            static folder =>
            {
                string file = ImagedPatient.Write(folder, StudyUid);
                JsonNode bundle = JsonNode.Parse(File.ReadAllText(file))!;
                JsonArray entries = bundle["entry"]!.AsArray();
                JsonNode older = entries.Single(static entry => (string?)entry!["resource"]!["id"] == "img1")!.DeepClone();
                older["resource"]!["id"] = "img0";
                older["resource"]!["started"] = "2025-01-31T09:30:00Z";
                older["resource"]!["identifier"]![0]!["value"] = "urn:oid:2.25.1";
                entries.Add(older);
                File.WriteAllText(file, bundle.ToJsonString());
                return file;
            },
            most: 1);

        films.Films.ShouldHaveSingleItem().Study.ShouldBe(ImagedPatient.Study);
        films.Gaps.ShouldNotBeNull().ShouldHaveSingleItem().Study.ShouldBe("ImagingStudy/img0");
    }

    /// <summary>A report instead of the study, and the case is decided on the film as if the study were there.</summary>
    [Fact]
    public async Task Ask_ReportWithoutAStudy_CitesWhatWasMeasuredOnTheFilm()
    {
        await StoreAsync();
        using var folder = new TemporaryFolder();
        JsonNode bundle = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "src/ClinSeek.Functions/Demo/patients/demo-01-arden.json"), Stop))!;
        JsonNode study = bundle["entry"]!.AsArray().Select(static entry => entry!["resource"]!).Single(static resource => (string?)resource["resourceType"] == "ImagingStudy");
        study.Parent!["resource"] = JsonNode.Parse("""
            {"resourceType":"DiagnosticReport","id":"film-report","status":"final","subject":{"reference":"Patient/demo-01-arden"},"issued":"2026-03-01T05:20:00Z",
             "code":{"text":"Chest film"},"imagingStudy":[{"identifier":{"system":"urn:dicom:uid","value":"urn:oid:UID"}}]}
            """.Replace("UID", StudyUid, StringComparison.Ordinal));
        await File.WriteAllTextAsync(folder["record.json"], bundle.ToJsonString(), Stop);
        var options = new DicomWebOptions { Servers = { ["pacs"] = new DicomWebServerOptions { BaseUrl = orthanc.Root.AbsoluteUri } } };
        await using CaseWorld world = await CaseWorld.StartAsync(folder["data"], new LikelihoodReasoner(PackLibrary.BuiltIn), before: services => services.AddSingleton(options));

        CaseView view = await world.AskAsync(
            CaseWorld.Request(folder["record.json"], question: Cli.Program.Dyspnoea) with { Reasoner = "likelihood", Patient = "demo-01-arden", Cutoff = new CutoffTime(new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero)) }, "c-report");

        view.Claims.ShouldNotBeNull().SelectMany(static claim => claim.Citations).ShouldContain(static citation => citation.Locator == "Cardiothoracic ratio");
    }

    [Theory]
    [InlineData("MRN-4711", "2026-01-31T10:30:00Z", 1)]
    [InlineData("MRN-0817", "2030-01-31T10:30:00Z", 0)]
    public async Task Open_ReportOfAnotherPatientsStudyOrOfLater_GivesNoFilm(string patient, string issued, int gaps)
    {
        await StoreAsync(SmallFilm.Write("2.25.880003", accession: "ACC880003", patient: "MRN-0817"));

        (FilmList films, _) = await OpenAsync(folder => ImagedPatient.WriteReport(
            folder, patient, """{"identifier":[{"type":{"coding":[{"code":"ACSN"}]},"value":"ACC880003"}]}""", issued));

        films.Films.ShouldBeEmpty();
        films.Gaps.ShouldNotBeNull().Count.ShouldBe(gaps);
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
    [InlineData("https://user:secret@archive.example/dicom-web", "credentials")]
    public void Problems_BaseUrl_SaysWhatIsWrong(string address, string said)
    {
        var options = new DicomWebOptions { Servers = { ["a"] = new DicomWebServerOptions { BaseUrl = address } } };

        options.Problems().ShouldContain(problem => problem.Contains(said, StringComparison.Ordinal));
    }

    [Fact]
    public void Problems_SoundOptions_AreNone() =>
        new DicomWebOptions { Servers = { ["a"] = new DicomWebServerOptions { BaseUrl = "https://x-y.dicom.azurehealthcareapis.com/v2/partitions/p" } } }.Problems().ShouldBeEmpty();

    private async Task<(FilmList Films, ReadOnlyMemory<byte> Content)> OpenAsync(Func<string, string> write, DicomWebServerOptions? server = null, int most = 20)
    {
        using var folder = new TemporaryFolder();
        var options = new DicomWebOptions { MaxStudies = most, Servers = { ["pacs"] = server ?? new DicomWebServerOptions { BaseUrl = orthanc.Root.AbsoluteUri } } };
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
