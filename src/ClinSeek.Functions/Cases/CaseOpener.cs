using ClinSeek.Ehr.Database;
using ClinSeek.Ehr.Database.Schema;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Films;
using ClinSeek.Functions.Storage;

namespace ClinSeek.Functions.Cases;

/// <summary>
/// Takes in a patient's record for a case: the pages as received, the database built from them at the case's cut-off, and
/// the films of the visible studies. Each part is put once, so that an opening that was cut goes on with what the first
/// one took in and never mixes two pulls.
/// </summary>
public sealed class CaseOpener(CaseRecord record, IEvidenceStore store, RecordSources sources, RecordSchema schema, FilmCollector collector)
{
    /// <summary>Opens a case, or reads what opening it gave.</summary>
    /// <exception cref="CaseRefusedException">The record is not there, may not be asked for, or does not hold the patient.</exception>
    /// <exception cref="IOException">The source could not be asked now; it may answer later.</exception>
    public async ValueTask<SnapshotInfo> OpenAsync(CaseId id, int epoch, CancellationToken cancellationToken)
    {
        CaseRequest request = (await record.AcceptedAsync(id, cancellationToken)).Request;
        SnapshotInfo? known = await record.FindAsync<SnapshotInfo>(id, DocumentNames.SnapshotInfo, cancellationToken);
        SnapshotInfo info = known ?? await TakeInAsync(id, epoch, request, cancellationToken);
        await KeepFilmsAsync(id, epoch, request, info, cancellationToken);
        return info;
    }

    private async ValueTask<SnapshotInfo> TakeInAsync(CaseId id, int epoch, CaseRequest request, CancellationToken cancellationToken)
    {
        PullManifest? known = await record.FindAsync<PullManifest>(id, DocumentNames.Pull, cancellationToken);
        RecordPull pull = known is null ? await PullAsync(id, epoch, request, cancellationToken) : await record.StoredPullAsync(id, known, cancellationToken);
        PatientSnapshot snapshot = PatientSnapshot.Build(pull, request.Patient, request.Cutoff, schema);
        await store.PutIfAbsentAsync(id, epoch, DocumentNames.Snapshot, snapshot.Database, cancellationToken);
        return (await record.PutAsync(id, epoch, DocumentNames.SnapshotInfo, snapshot.Info, cancellationToken)).Value;
    }

    /// <summary>The pull that counts for the case: this one, unless another opening stored its own before.</summary>
    private async ValueTask<RecordPull> PullAsync(CaseId id, int epoch, CaseRequest request, CancellationToken cancellationToken)
    {
        if (!sources.TryFind(request.Source, out IRecordSource? source, out string? problem))
        {
            throw new CaseRefusedException("The record cannot be asked for. " + problem);
        }

        RecordPull pull = await source.PullAsync(request.Patient, new PullOptions { AsOf = request.Cutoff }, cancellationToken);
        if (!pull.PatientFound)
        {
            throw IsLasting(pull.Completeness)
                ? new CaseRefusedException("The record does not hold the patient." + WhereToLook(pull.Completeness))
                : new IOException("The record could not be read. " + pull.Completeness.Gaps[0].Text);
        }

        var pages = new List<PulledPage>(pull.Pages.Count);
        foreach (RecordPage page in pull.Pages)
        {
            string name = DocumentNames.Page(await store.DigestAsync(id, "page", page.Content, cancellationToken));
            await store.PutIfAbsentAsync(id, epoch, name, page.Content, cancellationToken);
            pages.Add(new PulledPage(name, page.Source, page.MediaType, page.RetrievedAt, page.Digest, page.Url));
        }

        PullManifest stored = (await record.PutAsync(id, epoch, DocumentNames.Pull, new PullManifest(2, pages, pull.Completeness), cancellationToken)).Value;
        return stored.Pages.SequenceEqual(pages) ? pull : await record.StoredPullAsync(id, stored, cancellationToken);
    }

    /// <summary>Whether the patient's absence is a fact, and not what a failed connection looks like.</summary>
    private static bool IsLasting(CompletenessRecord completeness) =>
        completeness.Gaps.All(static gap => gap.Code is PullCodes.PatientMissing or PullCodes.PatientDeleted or PullCodes.Unreadable or PullCodes.HostRefused);

    // What could not be read is told by `patients` alone: its words hold file names, and this cause stands in the engine's history.
    private static string WhereToLook(CompletenessRecord completeness) => completeness.Gaps.Any(static gap => gap.Code == PullCodes.Unreadable)
        ? " A part of the record could not be read: `patients` says which. Export it again, then ask again."
        : " `patients` lists those that it holds.";

    private async ValueTask KeepFilmsAsync(CaseId id, int epoch, CaseRequest request, SnapshotInfo info, CancellationToken cancellationToken)
    {
        if (await record.FindAsync<FilmList>(id, DocumentNames.Films, cancellationToken) is not null)
        {
            return;
        }

        FilmCollection collected = await collector.CollectAsync(request.Source, info, () => StoredPullAsync(id, cancellationToken), cancellationToken);
        var films = new List<CaseFilm>();
        foreach (FoundFilm film in collected.Films)
        {
            string name = DocumentNames.Film(await store.DigestAsync(id, "film", film.Content, cancellationToken));
            await store.PutIfAbsentAsync(id, epoch, name, film.Content, cancellationToken);
            films.Add(new CaseFilm(film.Study, name, film.Origin));
        }

        await record.PutAsync(id, epoch, DocumentNames.Films, new FilmList(2, films, collected.Gaps), cancellationToken);
    }

    private async ValueTask<RecordPull> StoredPullAsync(CaseId id, CancellationToken cancellationToken) => await record.StoredPullAsync(
        id,
        await record.FindAsync<PullManifest>(id, DocumentNames.Pull, cancellationToken) ?? throw new InvalidOperationException("A case whose snapshot is stored has a pull."),
        cancellationToken);
}
