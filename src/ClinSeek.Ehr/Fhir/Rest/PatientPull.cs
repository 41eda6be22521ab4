using System.Globalization;
using System.Text.Json;

namespace ClinSeek.Ehr.Fhir.Rest;

/// <summary>One pull of one patient from a server: <c>$everything</c> where the server offers it, else a search for each type.</summary>
internal sealed class PatientPull(FhirHttp http, string server, RetrievalMode mode, ServerCapabilities capabilities, PullOptions options)
{
    private readonly PullBook _book = new(server, http.Limits);

    public async Task<RecordPull> RunAsync(string patientId, CancellationToken cancellationToken)
    {
        try
        {
            var walk = new PageWalk(http, _book);
            if (await ReadPatientAsync(patientId, cancellationToken))
            {
                if (!await EverythingAsync(walk, patientId, cancellationToken))
                {
                    await SearchTypesAsync(walk, patientId, cancellationToken);
                }

                options.Progress?.Report("documents and medications");
                await new ReferencedReads(http, _book).ReadAsync(patientId, cancellationToken);
                if (options.AsOf is { } cutoff)
                {
                    options.Progress?.Report("versions as of the cut-off");
                    await new VersionsAsOf(http, _book, walk, capabilities).ReadAsync(patientId, cutoff, cancellationToken);
                }
            }

            return PullAssembly.Make(patientId, _book.Pages, _book.Completeness);
        }
        finally
        {
            _book.Release();
        }
    }

    private async Task<bool> ReadPatientAsync(string patientId, CancellationToken cancellationToken)
    {
        FhirReply reply = await http.SendAsync(new FhirRequest(new Uri(http.Hosts.Base, "Patient/" + Uri.EscapeDataString(patientId))), cancellationToken);
        switch (reply)
        {
            case { Status: System.Net.HttpStatusCode.Gone }:
                _book.Gap(PullCodes.PatientDeleted, "Patient", "The patient was deleted at the server (410).");
                return false;
            case { Status: System.Net.HttpStatusCode.NotFound }:
                _book.Gap(PullCodes.PatientMissing, "Patient", "The server has no patient with that id (404). List the patients to see which there are.");
                return false;
            case { Problem: { } problem }:
                _book.Gap(problem.Code, "Patient", "The patient could not be read. " + problem.Text);
                return false;
        }

        if (_book.Take("Patient", reply, FhirPageReader.Json) is not { } page || !page.Page.Entries.Exists(entry => entry.Key == "Patient/" + patientId && !entry.Deleted))
        {
            _book.Gap(PullCodes.ServerError, "Patient", "The server answered the read of the patient with another resource. Report it to the server's operator.");
            return false;
        }

        using JsonDocument patient = page.Page.Entries.Find(entry => entry.Key == "Patient/" + patientId && !entry.Deleted)!.Parse();
        foreach (string? link in patient.RootElement.Get("link"u8).Items().Select(static link => link.Text("type"u8)))
        {
            if (link == "replaced-by")
            {
                _book.Gap(PullCodes.PatientReplaced, "Patient", "The patient was merged into another one, under which the record goes on. Ask about that one.");
            }
            else
            {
                _book.Note(PullCodes.PatientLinked, "Patient", "The server knows other Patient resources of the same person; their records are not part of this one.");
            }
        }

        return true;
    }

    /// <summary>False where the operation is not to be had and the types have to be searched.</summary>
    private async Task<bool> EverythingAsync(PageWalk walk, string patientId, CancellationToken cancellationToken)
    {
        const string Scope = "Patient/$everything";
        if (mode == RetrievalMode.Search || (mode == RetrievalMode.Automatic && capabilities.Everything == false))
        {
            return false;
        }

        options.Progress?.Report(Scope);
        WalkedPages walked = await walk.WalkAsync(Everything(patientId, counted: true), Scope, cancellationToken);
        if (walked.Problem is { Transient: false, Code: PullCodes.ServerError })
        {
            // Microsoft's server knows no _count here.
            walked = await walk.WalkAsync(Everything(patientId, counted: false), Scope, cancellationToken);
        }

        if (walked.Problem is { } problem)
        {
            if (mode == RetrievalMode.Everything)
            {
                _book.Gap(problem.Code, Scope, $"{Scope} failed and all of it is missing. {problem.Text}");
                return true;
            }

            _book.Note(PullCodes.FellBack, Scope, $"{Scope} failed; each type was searched instead. {problem.Text}");
            return false;
        }

        _book.Part(walked.Part(Scope, walked.Total));
        if (walked.Ended && walked.Total > walked.Matches)
        {
            _book.Note(PullCodes.ResultCapped, Scope, $"{Scope}: the server gave {walked.Matches} of {walked.Total}; each type was searched too.");
            return false;
        }

        return true;
    }

    private FhirRequest Everything(string patientId, bool counted)
    {
        List<string> query = counted ? [string.Create(CultureInfo.InvariantCulture, $"_count={http.Limits.PageSize}")] : [];
        if (options.Types is { } types)
        {
            query.Add("_type=" + string.Join(',', types));
        }

        if (options.UpdatedSince is { } since)
        {
            query.Add("_since=" + since.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        }

        string text = $"Patient/{Uri.EscapeDataString(patientId)}/$everything" + (query.Count == 0 ? string.Empty : "?" + string.Join('&', query));
        return new FhirRequest(new Uri(http.Hosts.Base, text));
    }

    private async Task SearchTypesAsync(PageWalk walk, string patientId, CancellationToken cancellationToken)
    {
        IReadOnlyList<CompartmentType> types = CompartmentType.Of(options.Types);
        string[] missing = [.. types.Where(type => !capabilities.Offers(type.Name)).Select(static type => type.Name)];
        if (missing.Length > 0)
        {
            _book.Note(PullCodes.NotOffered, "types", "The server says that it has none of: " + string.Join(", ", missing) + ".");
        }

        var search = new PatientSearch(http, _book, walk, options, patientId);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = http.Limits.Concurrency, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(types.Where(type => capabilities.Offers(type.Name)), parallel, async (type, token) =>
        {
            if (capabilities.ParameterOf(type) is not { } parameter)
            {
                _book.Gap(PullCodes.NotOffered, type.Name, $"{type.Name}: the server does not search it by patient; all of it is missing. Use its bulk export, or ask for the search parameter.");
                return;
            }

            options.Progress?.Report(type.Name);
            await search.PullAsync(type.Name, parameter, token);
        });
    }
}
