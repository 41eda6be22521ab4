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

    /// <summary>The patients of a file or folder with what could not be read. One file a processor is in memory at a time.</summary>
    public static FolderSurvey Survey(string path, FhirFileOptions options, CancellationToken cancellationToken = default)
    {
        List<string> issues = [];
        var directory = new PatientDirectory();
        IReadOnlyList<FhirFile> found = FhirFile.Find(path, options, issues);
        FileContents[] contents = ReadEach(found, options, issues, directory.Add, cancellationToken);
        issues.AddRange(contents.SelectMany(static file => file.Issues));
        AddNoFhir(path, contents, issues);
        return new FolderSurvey(directory.List(), issues);
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

            FhirPage page = FhirPageReader.Read(file.Name, file.MediaType, content);
            foreach (FhirEntry entry in page.Entries.Where(static entry => !entry.Deleted))
            {
                using JsonDocument document = entry.Parse();
                yield return document.RootElement;
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

    /// <summary>
    /// Looks through every file, keeping of it only whose resources it holds, and then takes the files that hold the patient's: what is
    /// in memory is the patient's record, however large the folder.
    /// </summary>
    private static RecordPull Pull(string path, string patientId, TimeProvider time, FhirFileOptions options, CancellationToken cancellationToken)
    {
        string id = PullAssembly.IdOf(patientId);
        DateTimeOffset retrievedAt = time.GetUtcNow();
        List<string> issues = [];
        IReadOnlyList<FhirFile> found = FhirFile.Find(path, options, issues);
        FileContents[] contents = found.Count == 1 ? [] : ReadEach(found, options, issues, static _ => { }, cancellationToken);
        var taken = new List<ReceivedPage>();
        HashSet<string> names = [.. contents.SelectMany(static file => file.Names).Where(name => name.Key == "Patient/" + id).Select(static name => name.FullUrl), "Patient/" + id, "urn:uuid:" + id];
        ILookup<bool, FileContents> byNeed = contents.ToLookup(file => file.MayConcern(names));
        Take(found.Count == 1 ? found : [.. byNeed[true].Select(static file => file.File)], options, retrievedAt, issues, taken, cancellationToken);
        // Of one file alone nothing is left to take.
        HashSet<string> wanted = found.Count == 1 ? [] : Referred(id, taken);
        Take([.. byNeed[false].Where(file => file.Holds(wanted)).Select(static file => file.File)], options, retrievedAt, issues, taken, cancellationToken);

        issues.AddRange(byNeed[false].Where(file => !file.Holds(wanted)).SelectMany(static file => file.Issues));
        AddNoFhir(path, [.. contents, .. taken.Where(static page => !page.Page.IsFhir).Take(found.Count == 1 ? 1 : 0).Select(page => new FileContents(found[0], page.Page))], issues);
        RecordPull pull = PullAssembly.Make(
            id,
            [.. taken.OrderBy(static page => page.Record.Source, StringComparer.Ordinal)],
            new CompletenessRecord { Gaps = [.. issues.Select(static issue => new PullRemark(PullCodes.Unreadable, "files", issue))] },
            contents.Select(static file => file.Self));
        return pull.PatientFound || !pull.Complete ? pull : pull with
        {
            Completeness = new CompletenessRecord
            {
                Gaps = [new PullRemark(PullCodes.PatientMissing, "Patient", "No Patient resource with that id is among the files. List the patients to see which there are.")],
            },
        };
    }

    /// <summary>What the patient's resources refer to by content, and the resources themselves: another file may hold their deletion.</summary>
    private static HashSet<string> Referred(string patientId, List<ReceivedPage> taken)
    {
        var compartment = new PatientCompartment(patientId, taken.Select(static page => page.Page));
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (FhirEntry entry in taken.SelectMany(static page => page.Page.Entries).Where(entry => compartment.Of(entry) == Ownership.Own))
        {
            names.Add(entry.Key);
            foreach (string reference in PatientSelection.References(entry))
            {
                names.Add(FhirReference.WithoutVersion(reference));
                names.UnionWith(FhirReference.Key(reference) is { } key ? [key] : Array.Empty<string>());
            }
        }

        return names;
    }

    private static void Take(
        IReadOnlyList<FhirFile> files, FhirFileOptions options, DateTimeOffset retrievedAt, List<string> issues, List<ReceivedPage> taken, CancellationToken cancellationToken)
    {
        foreach (FhirFile file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!file.TryRead(options, out ReadOnlyMemory<byte> content, out string? problem))
            {
                issues.Add(problem!);
                continue;
            }

            FhirPage page = FhirPageReader.Read(file.Name, file.MediaType, content);
            taken.Add(new ReceivedPage(new RecordPage(page.Source, page.MediaType, retrievedAt, content), page));
        }
    }

    /// <summary>Reads every file, hands its entries over and lets it go.</summary>
    private static FileContents[] ReadEach(
        IReadOnlyList<FhirFile> files, FhirFileOptions options, List<string> issues, Action<IReadOnlyList<FhirEntry>> see, CancellationToken cancellationToken)
    {
        var read = new ConcurrentBag<FileContents>();
        var problems = new ConcurrentBag<string>();
        var parallel = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.ForEach(files, parallel, file =>
        {
            if (!file.TryRead(options, out ReadOnlyMemory<byte> content, out string? problem))
            {
                problems.Add(problem!);
                return;
            }

            FhirPage page = FhirPageReader.Read(file.Name, file.MediaType, content);
            see(page.Entries);
            read.Add(new FileContents(file, page));
        });
        issues.AddRange(problems.Order(StringComparer.Ordinal));
        return [.. read.OrderBy(static contents => contents.File.Name, StringComparer.Ordinal)];
    }

    private static void AddNoFhir(string path, IReadOnlyList<FileContents> contents, List<string> issues)
    {
        if (contents is [{ IsFhir: false } only] && File.Exists(path))
        {
            issues.Add($"{only.File.Name}: the file is JSON but holds no FHIR resource. Give a bundle, a resource, NDJSON or a folder of them.");
        }
    }
}
