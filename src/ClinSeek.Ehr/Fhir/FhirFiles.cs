using System.Collections.Concurrent;
using System.Text.Json;

namespace ClinSeek.Ehr.Fhir;

/// <summary>
/// FHIR R4 files as a record source: a file or a folder (with its subfolders) of <c>.json</c> and <c>.ndjson</c>, holding bundles of
/// any type, single resources or bulk exports. Reads only; safe to call again.
/// </summary>
public static class FhirFiles
{
    /// <summary>The patients of a file or folder, by name. Never throws for unreadable data: see <see cref="Survey"/> for the reasons.</summary>
    public static IReadOnlyList<PatientListing> ListPatients(string path, CancellationToken cancellationToken = default) =>
        Survey(path, FhirFileOptions.Default, cancellationToken).Patients;

    /// <summary>The patients of a file or folder with what could not be read.</summary>
    public static FolderSurvey Survey(string path, FhirFileOptions options, CancellationToken cancellationToken = default)
    {
        List<string> issues = [];
        ReadFile[] files = ReadAll(path, options, issues, cancellationToken);
        try
        {
            issues.AddRange(files.SelectMany(static file => file.Page.Issues));
            return new FolderSurvey(PatientDirectory.List(files.SelectMany(static file => file.Page.Entries)), issues);
        }
        finally
        {
            Release(files);
        }
    }

    /// <summary>Every resource of a file or folder, one at a time, in the order of the files. An element is valid until the next one is asked for.</summary>
    public static IEnumerable<JsonElement> Scan(string path, FhirFileOptions options, CancellationToken cancellationToken)
    {
        foreach (FhirFile file in FhirFile.Find(path, options, []))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!file.TryRead(options, out ReadOnlyMemory<byte> content, out _))
            {
                continue;
            }

            using FhirPage page = FhirPageReader.Read(file.Name, file.MediaType, content);
            foreach (FhirEntry entry in page.Entries.Where(static entry => !entry.Deleted))
            {
                yield return entry.Resource;
            }
        }
    }

    /// <summary>Pulls one patient's record. An unknown patient, a broken file and an unreadable one are values of the result.</summary>
    /// <param name="path">A file or folder.</param>
    /// <param name="patientId">The logical id, with or without <c>Patient/</c>.</param>
    /// <param name="time">Stamps the pages.</param>
    /// <param name="cancellationToken">Stops between files.</param>
    public static Task<RecordPull> PullAsync(string path, string patientId, TimeProvider time, CancellationToken cancellationToken = default) =>
        PullAsync(path, patientId, time, FhirFileOptions.Default, cancellationToken);

    /// <inheritdoc cref="PullAsync(string, string, TimeProvider, CancellationToken)"/>
    public static Task<RecordPull> PullAsync(
        string path, string patientId, TimeProvider time, FhirFileOptions options, CancellationToken cancellationToken) =>
        Task.Run(() => Pull(path, patientId, time, options, cancellationToken), cancellationToken);

    private static RecordPull Pull(string path, string patientId, TimeProvider time, FhirFileOptions options, CancellationToken cancellationToken)
    {
        string id = PullAssembly.IdOf(patientId);
        DateTimeOffset retrievedAt = time.GetUtcNow();
        List<string> issues = [];
        ReadFile[] files = ReadAll(path, options, issues, cancellationToken);
        try
        {
            RecordPull pull = PullAssembly.Make(
                id,
                [.. files.Select(file => new ReceivedPage(new RecordPage(file.Page.Source, file.Page.MediaType, retrievedAt, file.Content), file.Page))],
                new CompletenessRecord { Gaps = [.. issues.Select(static issue => new PullRemark(PullCodes.Unreadable, "files", issue))] });
            return pull.PatientFound || !pull.Complete ? pull : pull with
            {
                Completeness = new CompletenessRecord
                {
                    Gaps = [new PullRemark(PullCodes.PatientMissing, "Patient", "No Patient resource with that id is among the files. List the patients to see which there are.")],
                },
            };
        }
        finally
        {
            Release(files);
        }
    }

    private static ReadFile[] ReadAll(string path, FhirFileOptions options, List<string> issues, CancellationToken cancellationToken)
    {
        IReadOnlyList<FhirFile> found = FhirFile.Find(path, options, issues);
        var read = new ConcurrentBag<ReadFile>();
        var problems = new ConcurrentBag<string>();
        var parallel = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.ForEach(found, parallel, file =>
        {
            if (file.TryRead(options, out ReadOnlyMemory<byte> content, out string? problem))
            {
                read.Add(new ReadFile(FhirPageReader.Read(file.Name, file.MediaType, content), content));
            }
            else
            {
                problems.Add(problem!);
            }
        });
        issues.AddRange(problems.Order(StringComparer.Ordinal));
        ReadFile[] ordered = [.. read.OrderBy(static file => file.Page.Source, StringComparer.Ordinal)];
        if (found is [{ } only] && File.Exists(path) && ordered is [{ Page.IsFhir: false }])
        {
            issues.Add($"{only.Name}: the file is JSON but holds no FHIR resource. Give a bundle, a resource, NDJSON or a folder of them.");
        }

        return ordered;
    }

    private static void Release(ReadFile[] files)
    {
        foreach (ReadFile file in files)
        {
            file.Page.Dispose();
        }
    }

    private readonly record struct ReadFile(FhirPage Page, ReadOnlyMemory<byte> Content);
}
