using ClinSeek.Ehr.Fhir.Rest;

namespace ClinSeek.Ehr.Fhir.Bulk;

/// <summary>Takes the files of an export line by line and keeps what is the patient's.</summary>
internal sealed class BulkFiles(FhirHttp http, PullBook book, PullOptions options, string patientId)
{
    /// <summary>Types that name no patient: they are kept when the patient's resources refer to them, so they are read last.</summary>
    private static readonly string[] Shared = ["Medication", "Binary"];

    private readonly PatientCompartment _compartment = new(patientId, []);
    private readonly HashSet<string> _own = new(StringComparer.Ordinal);
    private readonly HashSet<string> _referenced = new(StringComparer.Ordinal);

    public async Task TakeAsync(IReadOnlyList<BulkManifest> manifests, CancellationToken cancellationToken)
    {
        BulkFile[] ordered = [.. manifests.SelectMany(static manifest => manifest.Output).OrderBy(static file => Shared.Contains(file.Type) ? 1 : 0)];
        bool token = manifests.Any(static manifest => manifest.RequiresAccessToken);
        foreach (BulkFile file in ordered)
        {
            options.Progress?.Report(file.Type);
            await TakeFileAsync(file, token, file.Type, Keep, cancellationToken);
        }

        foreach (BulkFile file in manifests.SelectMany(static manifest => manifest.Deleted))
        {
            await TakeFileAsync(file, token, "deleted", KeepDeletion, cancellationToken);
        }

        foreach (BulkFile file in manifests.SelectMany(static manifest => manifest.Errors))
        {
            await TakeFileAsync(file, token, "errors", KeepError, cancellationToken);
        }
    }

    private async Task TakeFileAsync(BulkFile file, bool token, string scope, Func<string, ReadOnlyMemory<byte>, bool> keep, CancellationToken cancellationToken)
    {
        if (!Addresses.TryResolve(http.Hosts.Base, file.Url, out Uri? address))
        {
            book.Gap(PullCodes.ServerError, scope, $"{scope}: a file of the export has no usable address and is missing.");
            return;
        }

        if (token && !http.Hosts.IsOwn(address))
        {
            book.Gap(PullCodes.HostRefused, scope, $"{scope}: a file of the export wants the token and lies on the host '{address.IdnHost}', which never gets it; the file is missing. Let the server give signed addresses.");
            return;
        }

        using var kept = new MemoryStream();
        int lines = 0;
        FhirReply reply = await http.SendAsync(
            new FhirRequest(address)
            {
                Accept = FhirPageReader.Ndjson,
                Authorize = token,
                ExpectsResource = false,
                Timeout = http.Limits.ExportTimeout,
                Consume = async (stream, cancellation) =>
                {
                    // A file that was cut is begun again.
                    kept.SetLength(0);
                    lines = 0;
                    await foreach (ReadOnlyMemory<byte> line in NdjsonLines.ReadAsync(stream, http.Limits.MaxPageBytes, cancellation))
                    {
                        lines++;
                        // Past the limit nothing more is kept; taking the page in then records it.
                        if (keep(scope, line) && kept.Length <= http.Limits.MaxBytes)
                        {
                            kept.Write(line.Span);
                            kept.WriteByte((byte)'\n');
                        }
                    }
                },
            },
            cancellationToken);
        if (reply.Problem is { } problem)
        {
            book.Gap(problem.Code, scope, problem.Code == PullCodes.Gone
                ? $"{scope}: a file of the export is gone, maybe expired, and missing. Export again."
                : $"{scope}: a file of the export could not be taken and is missing. {problem.Text}");
            return;
        }

        if (file.Count > lines)
        {
            book.Gap(PullCodes.ResultCapped, scope, $"{scope}: a file of the export holds {lines} lines where the server announced {file.Count}; the rest is missing. Export again.");
        }

        book.Part(new PulledPart(scope, 1, lines, file.Count));
        if (kept.Length > 0)
        {
            book.Take(scope, reply with { Content = kept.ToArray() }, FhirPageReader.Ndjson);
        }
    }

    private bool Keep(string scope, ReadOnlyMemory<byte> line)
    {
        FhirPage page = FhirPageReader.Read(scope, FhirPageReader.Ndjson, line);
        if (page.Issues.Count > 0)
        {
            // Whose it was cannot be known.
            book.Gap(PullCodes.Unreadable, scope, $"{scope}: a line of the export cannot be read and was left out. Export again.");
            return false;
        }

        bool kept = false;
        foreach (FhirEntry entry in page.Entries)
        {
            if (_compartment.Of(entry) == Ownership.Own)
            {
                kept = true;
                _own.Add(entry.Key);
                _referenced.UnionWith(PatientSelection.References(entry).Select(static reference => FhirReference.Key(reference)).OfType<string>());
            }
            else
            {
                kept |= _referenced.Contains(entry.Key);
            }
        }

        return kept;
    }

    private bool KeepDeletion(string scope, ReadOnlyMemory<byte> line)
    {
        FhirPage page = FhirPageReader.Read(scope, FhirPageReader.Ndjson, line);
        string[] own = [.. page.Entries.Where(static entry => entry.Deleted).Select(static entry => entry.Key).Where(_own.Contains)];
        if (own.Length > 0)
        {
            book.Note(PullCodes.Deletions, scope, "The export lists resources of the patient as deleted; they are taken as deleted.");
        }

        return own.Length > 0;
    }

    private bool KeepError(string scope, ReadOnlyMemory<byte> line)
    {
        string? code = OutcomeText.CodeOf(line);
        if (code is null or "unspecified" && !System.Text.Encoding.UTF8.GetString(line.Span).Contains("\"error\"", StringComparison.Ordinal))
        {
            book.Note(PullCodes.ServerError, scope, "The export came with remarks of the server that are no errors.");
        }
        else
        {
            book.Gap(PullCodes.ServerError, scope, $"The server could not export everything ({code}); what is missing is unknown. Look into the server's log and export again.");
        }

        return false;
    }
}
