using ClinSeek.Ehr.Database.Bench;
using ClinSeek.Ehr.Database.Schema;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Evidence.Cutoff;

namespace ClinSeek.Ehr.Database;

/// <summary>
/// One patient's record up to a cut-off as a typed SQLite database. Pure: the same pages, patient and cut-off give the same logical
/// digest. The bytes hold PHI and are meant to be encrypted; nothing is written to a disk.
/// </summary>
/// <param name="Database">A whole SQLite database file; open it with <see cref="PatientDatabase.Open"/>.</param>
/// <param name="Info">What it holds.</param>
public sealed record PatientSnapshot(ReadOnlyMemory<byte> Database, SnapshotInfo Info)
{
    /// <summary>Builds the snapshot of a pull, keeping what the pull knows of its own gaps.</summary>
    public static PatientSnapshot Build(RecordPull pull, string patientId, CutoffTime cutoff, RecordSchema? schema = null) =>
        Build(pull.Pages, patientId, cutoff, pull.Issues, schema ?? RecordSchema.BuiltIn, pull.Read);

    /// <summary>Builds the snapshot of stored pages.</summary>
    public static PatientSnapshot Build(IReadOnlyList<RecordPage> pages, string patientId, CutoffTime cutoff, RecordSchema? schema = null) =>
        Build(pages, patientId, cutoff, [], schema ?? RecordSchema.BuiltIn);

    internal static PatientSnapshot Build(
        IReadOnlyList<RecordPage> pages, string patientId, CutoffTime cutoff, IReadOnlyList<string> knownIssues, RecordSchema schema, IReadOnlyList<FhirPage>? read = null)
    {
        if (pages.Any(static page => page.MediaType == BenchDatabase.MediaType))
        {
            return BenchDatabase.Import(pages, cutoff, knownIssues);
        }

        string id = patientId.StartsWith("Patient/", StringComparison.Ordinal) ? patientId["Patient/".Length..] : patientId;
        var extraction = new RowExtraction(read ?? [.. pages.Select(FhirPageReader.Read)], id, cutoff, schema);
        // Rows hold texts of their own: what they were made of goes before the database is made.
        extraction.Dispose();
        return Of(
            [.. schema.Tables.Select(table => (table, extraction.Tables[table]))],
            schema.Stored,
            [.. knownIssues.Concat(extraction.Issues).Distinct(StringComparer.Ordinal)],
            extraction.Skipped,
            extraction.Assumed,
            extraction.PatientFound,
            schema.Digest);
    }

    /// <summary>Writes the database. The lists of rows are empty afterwards: what is written is not held twice.</summary>
    internal static PatientSnapshot Of(
        IReadOnlyList<(PatientTable Table, List<PatientRow> Rows)> tables,
        IReadOnlyList<StoredTable> stored,
        IReadOnlyList<string> issues,
        IReadOnlyDictionary<string, int> skipped,
        IReadOnlyDictionary<string, int> assumed,
        bool patientFound,
        string views)
    {
        TableCount[] counts = [.. tables.Select(static item => new TableCount(item.Table.Name, item.Rows.Count))];
        StudyListing[] studies = [.. tables.Where(static item => item.Table.Name == "imaging_study").SelectMany(static item => Studies(item.Table, item.Rows))];
        string[] reports = [.. tables.Where(static item => item.Table.Name == "diagnostic_report").SelectMany(static item => item.Rows).Select(static row => row.Resource).Distinct(StringComparer.Ordinal)];
        using var digest = new LogicalDigest();
        ReadOnlyMemory<byte> database = SnapshotWriter.Write(tables, stored, issues.Count == 0, digest);
        return new PatientSnapshot(database, new SnapshotInfo
        {
            SchemaVersion = PatientTables.SchemaVersion,
            ViewsDigest = views,
            Tables = counts,
            Rows = counts.Sum(static count => count.Rows),
            Skipped = skipped,
            AssumedAvailability = assumed,
            LogicalDigest = digest.Finish(),
            Complete = issues.Count == 0,
            Issues = issues,
            PatientFound = patientFound,
            Studies = studies,
            Reports = reports,
        });
    }

    // A folder of views may have made the table its own: then there are no films to find by it.
    private static IEnumerable<StudyListing> Studies(PatientTable table, List<PatientRow> rows)
    {
        int study = table.PlaceOf("study");
        int uid = table.PlaceOf("study_uid");
        int instances = table.PlaceOf("instance_uids");
        return study < 0 || uid < 0 || instances < 0
            ? []
            : rows.Where(row => row[study] is string).Select(row => new StudyListing(
                (string)row[study]!, row[uid] as string, (row[instances] as string)?.Split(' ') ?? []));
    }
}
