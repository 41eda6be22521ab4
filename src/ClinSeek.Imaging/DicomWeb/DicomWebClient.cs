using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using ClinSeek.Imaging.Decoding;

namespace ClinSeek.Imaging.DicomWeb;

/// <summary>
/// Asks one archive over DICOMweb (PS3.18): QIDO, WADO and STOW. Thread-safe. Every expected failure is a value; answers hold PHI
/// where the archive sent any. Which hosts may be asked, and with which token, is the transport's to hold.
/// </summary>
/// <param name="root">The root of the service, such as <c>https://NAME.dicom.azurehealthcareapis.com/v2</c>.</param>
/// <param name="transport">Sends requests; follows redirects only as far as its rules let it.</param>
/// <param name="limits">How much an exchange may take.</param>
/// <param name="time">The clock for time-outs and waits.</param>
public sealed class DicomWebClient(Uri root, HttpMessageInvoker transport, DicomWebLimits limits, TimeProvider time)
{
    /// <summary>What Azure gives at most; it refuses to be asked for more.</summary>
    private const int PageSize = 200;

    private const string Json = "application/dicom+json";

    private readonly Uri _root = new(root.AbsoluteUri.TrimEnd('/') + "/");
    private readonly DicomWebHttp _http = new(transport, limits, time);

    /// <summary>Studies that match exactly, each once. None is an empty list.</summary>
    public Task<FilmResult<IReadOnlyList<DicomJson>>> SearchStudiesAsync(StudyQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return query.IsExact
            ? SearchAsync("studies", query.Parameters(), Dicom.DicomTag.StudyInstanceUid, cancellationToken)
            : Task.FromResult<FilmResult<IReadOnlyList<DicomJson>>>(new FilmFailure(FilmFailureKind.NotFound, "a study cannot be looked for by nothing, nor by a value that is too long or has wildcards", "Mend the identifiers of the record"));
    }

    /// <summary>The series of a study.</summary>
    public Task<FilmResult<IReadOnlyList<DicomJson>>> SearchSeriesAsync(string study, CancellationToken cancellationToken) =>
        SearchAsync($"studies/{Safe(study)}/series", [], Dicom.DicomTag.SeriesInstanceUid, cancellationToken);

    /// <summary>The metadata of a study, a series or an instance, one data set an instance.</summary>
    public async Task<FilmResult<IReadOnlyList<DicomJson>>> MetadataAsync(
        string study, string? series = null, string? instance = null, CancellationToken cancellationToken = default)
    {
        FilmResult<DicomWebReply> answer = await GetAsync(Resource(study, series, instance) + "/metadata", Json, cancellationToken);
        if (!answer.Succeeded) return answer.Failure;
        return DicomJson.Parse(answer.Value.Content) is { Count: > 0 } sets ? Of(sets) : DicomWebFailures.Bad("the archive's metadata are not DICOM JSON");
    }

    /// <summary>Frames of an instance, each as it stands in the file, in the order asked for.</summary>
    /// <param name="study">Study instance UID.</param>
    /// <param name="series">Series instance UID.</param>
    /// <param name="instance">SOP instance UID.</param>
    /// <param name="frames">The frames, from 1.</param>
    /// <param name="transferSyntax">The form wanted; <c>*</c> as stored. Azure transcodes where none is named, and fails on what it cannot decode.</param>
    /// <param name="cancellationToken">Stops the exchange.</param>
    public async Task<FilmResult<IReadOnlyList<DicomWebPart>>> FramesAsync(
        string study, string series, string instance, IReadOnlyList<int> frames, string transferSyntax = "*", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(frames);
        string list = string.Join(',', frames.Select(static frame => frame.ToString(CultureInfo.InvariantCulture)));
        FilmResult<IReadOnlyList<DicomWebPart>> parts = await PartsAsync(
            $"{Resource(study, series, instance)}/frames/{list}", $"multipart/related; type=\"application/octet-stream\"; transfer-syntax={transferSyntax}", cancellationToken);
        return parts.Succeeded && parts.Value.Count != frames.Count
            ? DicomWebFailures.Bad($"{frames.Count} frames were asked for and {parts.Value.Count} came")
            : parts;
    }

    /// <summary>An instance as a Part 10 file.</summary>
    public async Task<FilmResult<DicomWebPart>> InstanceAsync(
        string study, string series, string instance, string transferSyntax = "*", CancellationToken cancellationToken = default) =>
        One(await PartsAsync(Resource(study, series, instance), $"multipart/related; type=\"application/dicom\"; transfer-syntax={transferSyntax}", cancellationToken));

    /// <summary>A picture that the archive rendered: window and polarity are applied already.</summary>
    /// <param name="study">Study instance UID.</param>
    /// <param name="series">Series instance UID.</param>
    /// <param name="instance">SOP instance UID.</param>
    /// <param name="mediaType"><c>image/png</c> or <c>image/jpeg</c>.</param>
    /// <param name="cancellationToken">Stops the exchange.</param>
    public async Task<FilmResult<DicomWebPart>> RenderedAsync(
        string study, string series, string instance, string mediaType = "image/png", CancellationToken cancellationToken = default) =>
        One(await PartsAsync(Resource(study, series, instance) + "/rendered", mediaType, cancellationToken));

    /// <summary>Stores Part 10 files. What the archive holds already counts as stored, so that storing again is harmless.</summary>
    public async Task<FilmResult<StoreOutcome>> StoreAsync(IReadOnlyList<ReadOnlyMemory<byte>> files, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(files);
        FilmResult<DicomWebReply> answer = await _http.SendAsync(
            () => new HttpRequestMessage(HttpMethod.Post, new Uri(_root, "studies")) { Headers = { Accept = { new MediaTypeWithQualityHeaderValue(Json) } }, Content = StoreBody.Of(files) },
            cancellationToken);
        if (!answer.Succeeded) return answer.Failure;
        return (int)answer.Value.Status is 200 or 202 or 409
            ? StoreBody.Read(answer.Value.Content) is { } outcome ? outcome : DicomWebFailures.Bad("the archive's word on what it stored is not DICOM JSON")
            : DicomWebFailures.Of(answer.Value.Status);
    }

    private async Task<FilmResult<IReadOnlyList<DicomJson>>> SearchAsync(
        string path, IEnumerable<KeyValuePair<string, string>> parameters, uint key, CancellationToken cancellationToken)
    {
        string query = string.Concat(parameters.Select(static parameter => $"{parameter.Key}={Uri.EscapeDataString(parameter.Value)}&"));
        // The newest come first, so what arrives meanwhile pushes matches onto the next page once more.
        var found = new Dictionary<string, DicomJson>(StringComparer.Ordinal);
        for (int offset = 0; found.Count < limits.MaxMatches; offset += PageSize)
        {
            FilmResult<DicomWebReply> answer = await GetAsync(
                string.Create(CultureInfo.InvariantCulture, $"{path}?{query}limit={PageSize}&offset={offset}"), Json, cancellationToken);
            if (!answer.Succeeded) return answer.Failure;
            if (answer.Value.Status == HttpStatusCode.NoContent) break;
            if (DicomJson.Parse(answer.Value.Content) is not { } page) return DicomWebFailures.Bad("the archive's matches are not DICOM JSON");
            int before = found.Count;
            foreach (DicomJson match in page)
            {
                if (match.Uid(key) is { } uid) found.TryAdd(uid, match);
            }

            // A server that does not know the offset gives the same page for ever.
            if (page.Count < PageSize || found.Count == before) break;
        }

        return Of([.. found.Values.Take(limits.MaxMatches)]);
    }

    private async Task<FilmResult<IReadOnlyList<DicomWebPart>>> PartsAsync(string path, string accept, CancellationToken cancellationToken)
    {
        FilmResult<DicomWebReply> answer = await GetAsync(path, accept, cancellationToken);
        return answer.Succeeded ? await MultipartBody.ReadAsync(answer.Value, cancellationToken) : answer.Failure;
    }

    private async Task<FilmResult<DicomWebReply>> GetAsync(string path, string accept, CancellationToken cancellationToken)
    {
        FilmResult<DicomWebReply> answer = await _http.SendAsync(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_root, path));
                // A star as a parameter's value is what archives want and what the header's own type refuses.
                request.Headers.TryAddWithoutValidation("Accept", accept);
                request.Headers.TryAddWithoutValidation("User-Agent", "ClinSeek");
                return request;
            },
            cancellationToken);
        return answer.Succeeded && (int)answer.Value.Status is not (200 or 204 or 206) ? DicomWebFailures.Of(answer.Value.Status) : answer;
    }

    private static FilmResult<DicomWebPart> One(FilmResult<IReadOnlyList<DicomWebPart>> parts) => !parts.Succeeded
        ? parts.Failure
        : parts.Value.Count == 1 ? parts.Value[0] : DicomWebFailures.Bad($"one part was asked for and {parts.Value.Count} came");

    private static FilmResult<IReadOnlyList<DicomJson>> Of(IReadOnlyList<DicomJson> sets) => FilmResult<IReadOnlyList<DicomJson>>.Of(sets);

    private static string Resource(string study, string? series, string? instance) =>
        $"studies/{Safe(study)}" + (series is null ? string.Empty : $"/series/{Safe(series)}") + (instance is null ? string.Empty : $"/instances/{Safe(instance)}");

    /// <summary>UIDs come from records and archives: none may reach into another path.</summary>
    private static string Safe(string uid) => Uri.EscapeDataString(uid).Replace("..", "%2E%2E", StringComparison.Ordinal);
}
