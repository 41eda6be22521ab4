using System.Text.Json;

namespace ClinSeek.Ehr.Fhir.Rest;

/// <summary>A FHIR R4 server as a record source. Reads only; keeps no record content between calls.</summary>
/// <param name="name">How the server is called.</param>
/// <param name="http">Requests of pulls, which are patient.</param>
/// <param name="quick">Requests that a person waits for.</param>
/// <param name="mode">How a record is asked for.</param>
internal sealed class FhirRestSource(string name, FhirHttp http, FhirHttp quick, RetrievalMode mode) : IRecordSource, IFhirReader
{
    private const int MostListed = 1_000;

    private KnownServer? _known;

    public string Name => name;

    public async Task<RecordPull> PullAsync(string patientId, PullOptions options, CancellationToken cancellationToken)
    {
        string id = PullAssembly.IdOf(patientId);
        if (!IsId(id))
        {
            return new RecordPull([], new CompletenessRecord { Gaps = [new PullRemark(PullCodes.PatientMissing, "Patient", "That is no id that a FHIR server could have given.")] }, PatientFound: false);
        }

        ServerCapabilities capabilities = await CapabilitiesAsync(cancellationToken);
        return await new PatientPull(http, name, mode, capabilities, options).RunAsync(id, cancellationToken);
    }

    public async Task<PatientCheck> CheckAsync(string patientId, CancellationToken cancellationToken)
    {
        string id = PullAssembly.IdOf(patientId);
        ResourceReading reading = IsId(id) ? await ReadAsync(quick, new FhirRequest(new Uri(http.Hosts.Base, "Patient/" + id)), cancellationToken) : new ResourceReading(ReadOutcome.NotFound);
        return reading.Outcome switch
        {
            ReadOutcome.Found => PatientCheck.Here,
            ReadOutcome.NotFound => new PatientCheck(false, true, "The server has no patient with that id. List the patients to see which there are."),
            ReadOutcome.Deleted => new PatientCheck(false, true, "The patient was deleted at the server."),
            _ => new PatientCheck(false, false, reading.Problem),
        };
    }

    public async Task<FolderSurvey> SurveyAsync(CancellationToken cancellationToken)
    {
        var book = new PullBook(name, http.Limits.ForListing(MostListed));
        try
        {
            var request = new FhirRequest(new Uri(http.Hosts.Base, $"Patient?_count={http.Limits.PageSize}")) { Prefer = "handling=strict" };
            WalkedPages walked = await new PageWalk(quick, book).WalkAsync(request, "Patient", cancellationToken);
            IReadOnlyList<PatientListing> patients = PatientDirectory.List(walked.Pages.SelectMany(static page => page.Page.Entries).Take(MostListed));
            string[] issues =
            [
                .. walked.Problem is { } problem ? ["The patients could not be listed. " + problem.Text] : Array.Empty<string>(),
                .. book.Completeness.Gaps.Select(static gap => gap.Code == PullCodes.PageLimit ? "The server has more patients than are listed; any of them can be asked about by id." : gap.Text),
                .. walked.Pages.SelectMany(static page => page.Page.Issues),
            ];
            return new FolderSurvey(patients, issues);
        }
        finally
        {
            book.Release();
        }
    }

    public Task<ResourceReading> ReadAsync(string type, string id, string? knownETag, CancellationToken cancellationToken) =>
        ReadAsync(http, new FhirRequest(new Uri(http.Hosts.Base, $"{type}/{Uri.EscapeDataString(id)}")) { IfNoneMatch = knownETag }, cancellationToken);

    public Task<ResourceReading> ReadVersionAsync(string type, string id, string version, CancellationToken cancellationToken) =>
        ReadAsync(http, new FhirRequest(new Uri(http.Hosts.Base, $"{type}/{Uri.EscapeDataString(id)}/_history/{Uri.EscapeDataString(version)}")), cancellationToken);

    public async IAsyncEnumerable<JsonElement> SearchAsync(
        string search, DateTimeOffset? updatedSince, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var book = new PullBook(name, http.Limits);
        try
        {
            string since = updatedSince is { } instant
                ? (search.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "_lastUpdated=ge" + instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture)
                : string.Empty;
            var request = new FhirRequest(new Uri(http.Hosts.Base, search + since)) { Prefer = "handling=strict" };
            WalkedPages walked = await new PageWalk(http, book).WalkAsync(request, "search", cancellationToken);
            if (walked.Problem?.Text is { } failed)
            {
                throw new IOException("The server could not be searched. " + failed);
            }

            foreach (FhirEntry entry in walked.Pages.SelectMany(static page => page.Page.Entries).Where(static entry => !entry.Deleted))
            {
                using JsonDocument document = entry.Parse();
                yield return document.RootElement;
            }

            if (book.Completeness.Gaps is [{ } gap, ..])
            {
                throw new IOException("The server's answer to the search is not whole. " + gap.Text);
            }
        }
        finally
        {
            book.Release();
        }
    }

    private static async Task<ResourceReading> ReadAsync(FhirHttp http, FhirRequest request, CancellationToken cancellationToken)
    {
        FhirReply reply = await http.SendAsync(request, cancellationToken);
        return (int)reply.Status switch
        {
            304 => new ResourceReading(ReadOutcome.NotModified) { ETag = reply.ETag ?? request.IfNoneMatch },
            404 => new ResourceReading(ReadOutcome.NotFound) { Problem = reply.Problem?.Text },
            410 => new ResourceReading(ReadOutcome.Deleted) { Problem = reply.Problem?.Text },
            _ when reply.Problem is { } problem => new ResourceReading(ReadOutcome.Failed) { Problem = problem.Text },
            _ => new ResourceReading(ReadOutcome.Found) { Content = reply.Content, ETag = reply.ETag },
        };
    }

    /// <summary>The capability statement, asked for with the ETag of the last one.</summary>
    private async Task<ServerCapabilities> CapabilitiesAsync(CancellationToken cancellationToken)
    {
        KnownServer? known = _known;
        var request = new FhirRequest(new Uri(http.Hosts.Base, "metadata")) { IfNoneMatch = known?.ETag };
        FhirReply reply = await http.SendAsync(request, cancellationToken);
        if ((int)reply.Status == 304 && known is not null)
        {
            return known.Capabilities;
        }

        ServerCapabilities read = reply.Problem is null ? ServerCapabilities.Read(reply.Content) : ServerCapabilities.Unknown;
        _known = read.IsKnown ? new KnownServer(reply.ETag, read) : null;
        return read;
    }

    /// <summary>FHIR's form of an id; anything else could climb out of the server's base.</summary>
    private static bool IsId(string id) =>
        id.Length is > 0 and <= 64 && id.All(static character => char.IsAsciiLetterOrDigit(character) || character is '-' or '.') && id.Any(char.IsAsciiLetterOrDigit);

    private sealed record KnownServer(string? ETag, ServerCapabilities Capabilities);
}
