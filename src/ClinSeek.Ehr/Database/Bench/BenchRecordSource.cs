using ClinSeek.Ehr.Fhir;

namespace ClinSeek.Ehr.Database.Bench;

/// <summary>
/// Patient databases of ClinSeek-Bench as a record source: a page is a whole database file, unchanged, so that a case keeps what it
/// read and can be derived from it again. The dictionaries beside it are a page of their own.
/// </summary>
internal sealed class BenchRecordSource(string path, FhirFileOptions options, TimeProvider time) : IRecordSource
{
    public string Name => Path.GetFileName(path.TrimEnd(Path.DirectorySeparatorChar));

    public Task<RecordPull> PullAsync(string patientId, PullOptions pull, CancellationToken cancellationToken) =>
        Task.Run(() => Pull(PullAssembly.IdOf(patientId), cancellationToken), cancellationToken);

    public Task<FolderSurvey> SurveyAsync(CancellationToken cancellationToken) => Task.Run(
        () => new FolderSurvey([.. BenchFolder.Patients(path).Select(static patient => new PatientListing(patient.Id, patient.Id, null, null))], []), cancellationToken);

    public Task<PatientCheck> CheckAsync(string patientId, CancellationToken cancellationToken) => Task.Run(
        () => FileOf(PullAssembly.IdOf(patientId)) is not null
            ? PatientCheck.Here
            : new PatientCheck(false, true, $"{path} has {BenchFolder.Patients(path).Count()} others; `patients` lists them."),
        cancellationToken);

    private RecordPull Pull(string id, CancellationToken cancellationToken)
    {
        if (FileOf(id) is not { } file)
        {
            return Without(PullCodes.PatientMissing, "There is no database of that patient. List the patients to see which there are.");
        }

        var gaps = new List<PullRemark>();
        var pages = new List<RecordPage>();
        foreach (string part in new[] { file, BenchFolder.ReferenceOf(file) }.OfType<string>())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var found = new FhirFile(part, Path.GetFileName(part));
            if (!found.TryRead(options, out ReadOnlyMemory<byte> content, out string? problem))
            {
                gaps.Add(new PullRemark(PullCodes.Unreadable, "files", problem!));
            }
            else if (File.Exists(part + "-wal") && new FileInfo(part + "-wal").Length > 0)
            {
                gaps.Add(new PullRemark(PullCodes.Unreadable, "files", $"{found.Name}: another program has the database open for writing. Close it and ask again."));
            }
            else
            {
                pages.Add(new RecordPage(found.Name, BenchDatabase.MediaType, time.GetUtcNow(), content));
            }
        }

        if (pages.Count == 0 || pages[0].Source != Path.GetFileName(file))
        {
            return Without(PullCodes.Unreadable, gaps[0].Text);
        }

        try
        {
            if (BenchDatabase.Strangers(pages[0].Content, id) is { } table)
            {
                return Without(PullCodes.PatientMissing, $"{pages[0].Source}: {table} holds rows of another patient than the file's name says. Build the database again.");
            }
        }
        catch (InvalidDataException unreadable)
        {
            return Without(PullCodes.Unreadable, unreadable.Message);
        }

        return new RecordPull(pages, new CompletenessRecord { Gaps = gaps }, PatientFound: true);
    }

    private string? FileOf(string id) => BenchFolder.Patients(path).FirstOrDefault(patient => string.Equals(patient.Id, id, StringComparison.Ordinal)).File;

    private static RecordPull Without(string code, string text) => new([], new CompletenessRecord { Gaps = [new PullRemark(code, "Patient", text)] }, PatientFound: false);
}
