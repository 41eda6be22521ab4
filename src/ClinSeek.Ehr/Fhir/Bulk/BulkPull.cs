using System.Text;
using System.Text.Json.Nodes;
using ClinSeek.Ehr.Fhir.Rest;

namespace ClinSeek.Ehr.Fhir.Bulk;

/// <summary>One patient's record out of a bulk export: kick-off, polling, files. Only the patient's lines are ever kept.</summary>
internal sealed class BulkPull(FhirHttp http, string server, BulkOptions bulk, PullOptions options)
{
    private readonly PullBook _book = new(server, http.Limits);

    public async Task<RecordPull> RunAsync(string patientId, CancellationToken cancellationToken)
    {
        Uri? poll = null;
        try
        {
            poll = await KickOffAsync(patientId, cancellationToken);
            DateTimeOffset? at = poll is null ? null : await TakeAsync(poll, patientId, cancellationToken);
            await new ReferencedReads(http, _book).ReadAsync(patientId, cancellationToken);
            RecordPull pull = PullAssembly.Make(patientId, _book.Pages, _book.Completeness with { ServerTime = at });
            return pull.PatientFound || !pull.Complete ? pull : pull with
            {
                Completeness = pull.Completeness with { Gaps = [new PullRemark(PullCodes.PatientMissing, "Patient", "The export holds no patient with that id. Check the id and the group.")] },
            };
        }
        finally
        {
            if (poll is not null)
            {
                await EndAsync(poll);
            }

            _book.Release();
        }
    }

    /// <summary>Starts the export and gives the address to poll; null where it does not start, which is then recorded.</summary>
    private async Task<Uri?> KickOffAsync(string patientId, CancellationToken cancellationToken)
    {
        FhirReply? reply = bulk.NarrowToPatient && bulk.Level != BulkLevel.System
            ? await http.SendAsync(Async(new FhirRequest(Operation()) { Method = HttpMethod.Post, Body = Parameters(patientId) }), cancellationToken)
            : null;
        if (reply is null or { Problem: { Transient: false, Code: PullCodes.ServerError or PullCodes.Gone } })
        {
            if (reply is not null)
            {
                _book.Note(PullCodes.FellBack, "$export", "The server does not export single patients; the patient's lines were picked out of the export of all.");
            }

            reply = await http.SendAsync(Async(new FhirRequest(new Uri(Operation().OriginalString + Query()))), cancellationToken);
        }

        if (reply.Problem is { } problem)
        {
            _book.Gap(problem.Code, "$export", "The export did not start and everything is missing. " + problem.Text);
            return null;
        }

        if (reply.Location is null || !Addresses.TryResolve(reply.Address, reply.Location, out Uri? poll))
        {
            _book.Gap(PullCodes.ServerError, "$export", "The server accepted the export without saying where to ask for it (Content-Location). Report it to the server's operator.");
            return null;
        }

        return poll;
    }

    /// <summary>Polls until the manifest is there and takes its files; gives the server's own time of the export.</summary>
    private async Task<DateTimeOffset?> TakeAsync(Uri poll, string patientId, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(http.Limits.ExportTimeout, http.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            var manifests = new List<BulkManifest>();
            var seen = new HashSet<string>(StringComparer.Ordinal) { poll.AbsoluteUri };
            for (Uri? next = poll; next is not null;)
            {
                BulkManifest? manifest = await PollAsync(next, either.Token);
                if (manifest is null)
                {
                    break;
                }

                manifests.Add(manifest);
                next = After(manifest, next, seen);
            }

            await new BulkFiles(http, _book, options, patientId).TakeAsync(manifests, either.Token);
            return manifests.FirstOrDefault()?.TransactionTime;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            _book.Gap(PullCodes.Timeout, "$export", $"The export was not done within {http.Limits.ExportTimeout.TotalMinutes:0} minutes; what is missing is unknown. Raise Limits:ExportTimeout.");
            return null;
        }
    }

    private Uri? After(BulkManifest manifest, Uri current, HashSet<string> seen)
    {
        if (manifest.Next is not { } more)
        {
            return null;
        }

        if (seen.Count < http.Limits.MaxPages && Addresses.TryResolve(current, more, out Uri? address) && seen.Add(address.AbsoluteUri))
        {
            return address;
        }

        _book.Gap(PullCodes.EndlessPages, "$export", "The export's manifest goes on where it was before, without an address, or without end; what comes after is missing. Report it to the server's operator.");
        return null;
    }

    private async Task<BulkManifest?> PollAsync(Uri address, CancellationToken cancellationToken)
    {
        while (true)
        {
            FhirReply reply = await http.SendAsync(new FhirRequest(address) { Accept = "application/json", ExpectsResource = false }, cancellationToken);
            if (reply.Problem is { } problem)
            {
                _book.Gap(problem.Code, "$export", "The export cannot be asked for any more and its files are missing. " + problem.Text);
                return null;
            }

            if ((int)reply.Status != 202)
            {
                BulkManifest? manifest = BulkManifest.Read(reply.Content);
                if (manifest is null)
                {
                    _book.Gap(PullCodes.NotFhir, "$export", "The export's manifest cannot be read and its files are missing. Report it to the server's operator.");
                }

                return manifest;
            }

            options.Progress?.Report("export: " + (reply.Progress is { } progress ? progress[..Math.Min(100, progress.Length)] : "in progress"));
            TimeSpan wait = reply.RetryAfter ?? bulk.PollDelay;
            await Task.Delay(wait < TimeSpan.FromMilliseconds(10) ? TimeSpan.FromMilliseconds(10) : wait, http.Time, cancellationToken);
        }
    }

    /// <summary>Tells the server that the export is not needed any more: a cancellation while it runs, a cleaning up after it.</summary>
    private async Task EndAsync(Uri poll)
    {
        using var short_ = new CancellationTokenSource(TimeSpan.FromSeconds(10), http.Time);
        try
        {
            await http.SendAsync(new FhirRequest(poll) { Method = HttpMethod.Delete, ExpectsResource = false }, short_.Token);
        }
        catch (OperationCanceledException)
        {
            // The server ends it by itself in time.
        }
    }

    private Uri Operation() => new(http.Hosts.Base, bulk.Level switch
    {
        BulkLevel.Group => $"Group/{Uri.EscapeDataString(bulk.GroupId!)}/$export",
        BulkLevel.System => "$export",
        _ => "Patient/$export",
    });

    private static FhirRequest Async(FhirRequest request) => request with { Prefer = "respond-async", ExpectsResource = false };

    private byte[] Parameters(string patientId)
    {
        var parameters = new JsonArray(
            new JsonObject { ["name"] = "patient", ["valueReference"] = new JsonObject { ["reference"] = "Patient/" + patientId } },
            new JsonObject { ["name"] = "_outputFormat", ["valueString"] = FhirPageReader.Ndjson });
        if (options.UpdatedSince is { } since)
        {
            parameters.Add(new JsonObject { ["name"] = "_since", ["valueInstant"] = Instant(since) });
        }

        foreach (string type in options.Types ?? [])
        {
            parameters.Add(new JsonObject { ["name"] = "_type", ["valueString"] = type });
        }

        return Encoding.UTF8.GetBytes(new JsonObject { ["resourceType"] = "Parameters", ["parameter"] = parameters }.ToJsonString());
    }

    private string Query()
    {
        string query = "?_outputFormat=" + Uri.EscapeDataString(FhirPageReader.Ndjson);
        query += options.UpdatedSince is { } since ? "&_since=" + Uri.EscapeDataString(Instant(since)) : string.Empty;
        return query + (options.Types is { } types ? "&_type=" + string.Join(',', types) : string.Empty);
    }

    private static string Instant(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
