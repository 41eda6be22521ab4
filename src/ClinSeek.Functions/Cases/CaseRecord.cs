using System.Text.Json;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Evidence;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Tools;
using ClinSeek.Functions.Storage;
using ClinSeek.Reasoning;

namespace ClinSeek.Functions.Cases;

/// <summary>The documents of a case as the types that they are. Everything it gives holds PHI.</summary>
public sealed class CaseRecord(IEvidenceStore store, StepCache? known = null)
{
    /// <summary>The request as accepted, or null where there is no such case.</summary>
    public ValueTask<AcceptedCase?> FindAcceptedAsync(CaseId id, CancellationToken cancellationToken) =>
        KnownAsync<AcceptedCase>(id, DocumentNames.Accepted, cancellationToken);

    /// <summary>The request as accepted.</summary>
    public async ValueTask<AcceptedCase> AcceptedAsync(CaseId id, CancellationToken cancellationToken) =>
        await FindAcceptedAsync(id, cancellationToken) ?? throw Missing(id, DocumentNames.Accepted);

    /// <summary>The films of an opened case.</summary>
    public async ValueTask<FilmList> FilmsAsync(CaseId id, CancellationToken cancellationToken) =>
        await FindAsync<FilmList>(id, DocumentNames.Films, cancellationToken) ?? throw Missing(id, DocumentNames.Films);

    /// <summary>A step's turn, or null while there is none.</summary>
    public ValueTask<ReasonerTurn?> FindTurnAsync(CaseId id, int step, CancellationToken cancellationToken) =>
        KnownAsync<ReasonerTurn>(id, DocumentNames.Turn(step), cancellationToken);

    /// <summary>A piece of evidence, or null while there is none.</summary>
    public ValueTask<EvidenceItem?> FindEvidenceAsync(CaseId id, EvidenceId evidence, CancellationToken cancellationToken) =>
        FindAsync<EvidenceItem>(id, DocumentNames.Evidence(evidence), cancellationToken);

    /// <summary>What checking a step's decision gave, or null where it was not checked.</summary>
    public ValueTask<Conclusion?> FindConclusionAsync(CaseId id, int step, CancellationToken cancellationToken) =>
        FindAsync<Conclusion>(id, DocumentNames.Conclusion(step), cancellationToken);

    /// <summary>The steps up to one, with all their evidence.</summary>
    public async ValueTask<IReadOnlyList<CaseStep>> StepsAsync(CaseId id, int upTo, CancellationToken cancellationToken)
    {
        var steps = new List<CaseStep>(upTo);
        for (int step = 1; step <= upTo; step++)
        {
            steps.Add(known?.Find(id, step) ?? await StepAsync(id, step, cancellationToken));
        }

        return steps;
    }

    private async ValueTask<CaseStep> StepAsync(CaseId id, int step, CancellationToken cancellationToken)
    {
        StoredDocument turn = await BytesAsync(id, DocumentNames.Turn(step), cancellationToken);
        long bytes = turn.Content.Length;
        var evidence = new List<EvidenceItem>();
        for (int ordinal = 1; await store.ReadAsync(id, DocumentNames.Evidence(new EvidenceId(step, ordinal)), cancellationToken) is { } item; ordinal++)
        {
            bytes += item.Content.Length;
            evidence.Add(Read<EvidenceItem>(item));
        }

        var read = new CaseStep(step, Read<ReasonerTurn>(turn), evidence);
        known?.Keep(id, read, bytes);
        return read;
    }

    /// <summary>The pull that a manifest names, of the pages as they were stored.</summary>
    public async ValueTask<RecordPull> StoredPullAsync(CaseId id, PullManifest manifest, CancellationToken cancellationToken)
    {
        var pages = new List<RecordPage>(manifest.Pages.Count);
        foreach (PulledPage page in manifest.Pages)
        {
            StoredDocument stored = await BytesAsync(id, page.Document, cancellationToken);
            pages.Add(new RecordPage(page.Source, page.MediaType, page.RetrievedAt, stored.Content) { Url = page.Url });
        }

        return new RecordPull(pages, manifest.Completeness, PatientFound: true);
    }

    /// <summary>A document's bytes.</summary>
    public async ValueTask<StoredDocument> BytesAsync(CaseId id, string name, CancellationToken cancellationToken) =>
        await store.ReadAsync(id, name, cancellationToken) ?? throw Missing(id, name);

    /// <summary>A document under a name, or null where there is none.</summary>
    public async ValueTask<T?> FindAsync<T>(CaseId id, string name, CancellationToken cancellationToken)
        where T : class =>
        await store.ReadAsync(id, name, cancellationToken) is { } document ? Read<T>(document) : null;

    /// <summary>Whether there is a document under a name.</summary>
    public async ValueTask<bool> HasAsync(CaseId id, string name, CancellationToken cancellationToken) => await store.FindAsync(id, name, cancellationToken) is not null;

    /// <summary>Puts a document unless there is one, and gives what is stored.</summary>
    public async ValueTask<(T Value, StoredDocument Document)> PutAsync<T>(CaseId id, int epoch, string name, T value, CancellationToken cancellationToken)
        where T : class
    {
        byte[] content = JsonSerializer.SerializeToUtf8Bytes(value, EvidenceJson.Options);
        StoredDocument document = await store.PutIfAbsentAsync(id, epoch, name, content, cancellationToken);
        return (Read<T>(document), document);
    }

    private async ValueTask<T?> KnownAsync<T>(CaseId id, string name, CancellationToken cancellationToken)
        where T : class
    {
        if (known?.Find<T>(id, name) is { } kept)
        {
            return kept;
        }

        if (await store.ReadAsync(id, name, cancellationToken) is not { } document)
        {
            return null;
        }

        T read = Read<T>(document);
        known?.Keep(id, name, read, document.Content.Length);
        return read;
    }

    private static T Read<T>(StoredDocument document)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(document.Content.Span, EvidenceJson.Options) ?? throw Unreadable(document.Name, null);
        }
        catch (JsonException exception)
        {
            throw Unreadable(document.Name, exception);
        }
    }

    private static StorageException Missing(CaseId id, string name) => new(
        $"The document '{name}' of case '{id}' is missing. Run `verify {id}` to see what else is; a copy of the data folder can bring it back.");

    private static StorageException Unreadable(string name, Exception? inner) => new(
        $"The document '{name}' has a form that this version cannot read. Use the version that wrote it.", inner);
}
