using ClinSeek.Ehr.Database;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Storage;

namespace ClinSeek.Functions.Cases;

/// <summary>
/// Takes in a patient's record for a case: the pages as received, the database built from them at the case's cut-off, and
/// the films of the visible studies. Each part is put once, so that an opening that was cut goes on with what the first
/// one took in and never mixes two pulls.
/// </summary>
public sealed class CaseOpener(CaseRecord record, IEvidenceStore store, TimeProvider time)
{
    /// <summary>Opens a case, or reads what opening it gave.</summary>
    /// <exception cref="CaseRefusedException">The record is not there, cannot be read, or does not hold the patient.</exception>
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
        PullManifest manifest = await record.FindAsync<PullManifest>(id, DocumentNames.Pull, cancellationToken)
            ?? await PullAsync(id, epoch, request, cancellationToken);
        var pages = new List<RecordPage>(manifest.Pages.Count);
        foreach (PulledPage page in manifest.Pages)
        {
            StoredDocument stored = await record.BytesAsync(id, page.Document, cancellationToken);
            pages.Add(new RecordPage(page.Source, page.MediaType, page.RetrievedAt, stored.Content));
        }

        PatientSnapshot snapshot = PatientSnapshot.Build(
            new RecordPull(pages, manifest.Complete, manifest.Issues, PatientFound: true), request.Patient, request.Cutoff);
        await store.PutIfAbsentAsync(id, epoch, DocumentNames.Snapshot, snapshot.Database, cancellationToken);
        return (await record.PutAsync(id, epoch, DocumentNames.SnapshotInfo, snapshot.Info, cancellationToken)).Value;
    }

    private async ValueTask<PullManifest> PullAsync(CaseId id, int epoch, CaseRequest request, CancellationToken cancellationToken)
    {
        RecordPull pull = await FhirFiles.PullAsync(request.Source, request.Patient, time, cancellationToken);
        if (!pull.PatientFound)
        {
            throw new CaseRefusedException("The record does not hold the patient. `patients` lists those that it holds.");
        }

        var pages = new List<PulledPage>(pull.Pages.Count);
        foreach (RecordPage page in pull.Pages)
        {
            string name = DocumentNames.Page(await store.DigestAsync(id, "page", page.Content, cancellationToken));
            await store.PutIfAbsentAsync(id, epoch, name, page.Content, cancellationToken);
            pages.Add(new PulledPage(name, page.Source, page.MediaType, page.RetrievedAt));
        }

        var manifest = new PullManifest(1, pages, pull.Complete, pull.Issues);
        return (await record.PutAsync(id, epoch, DocumentNames.Pull, manifest, cancellationToken)).Value;
    }

    private async ValueTask KeepFilmsAsync(CaseId id, int epoch, CaseRequest request, SnapshotInfo info, CancellationToken cancellationToken)
    {
        if (await record.FindAsync<FilmList>(id, DocumentNames.Films, cancellationToken) is not null)
        {
            return;
        }

        var films = new List<CaseFilm>();
        foreach (var (study, content) in await FilmFinder.FindAsync(request.Source, info.Studies, cancellationToken))
        {
            string name = DocumentNames.Film(await store.DigestAsync(id, "film", content, cancellationToken));
            await store.PutIfAbsentAsync(id, epoch, name, content, cancellationToken);
            films.Add(new CaseFilm(study, name));
        }

        await record.PutAsync(id, epoch, DocumentNames.Films, new FilmList(1, films), cancellationToken);
    }
}
