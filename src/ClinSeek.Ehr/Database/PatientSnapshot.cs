using ClinSeek.Ehr.Fhir;
using ClinSeek.Ehr.Time;
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
    public static PatientSnapshot Build(RecordPull pull, string patientId, CutoffTime cutoff) =>
        Build(pull.Pages, patientId, cutoff, pull.Issues, TimePolicy.BuiltIn);

    /// <summary>Builds the snapshot of stored pages.</summary>
    public static PatientSnapshot Build(IReadOnlyList<RecordPage> pages, string patientId, CutoffTime cutoff) =>
        Build(pages, patientId, cutoff, [], TimePolicy.BuiltIn);

    internal static PatientSnapshot Build(
        IReadOnlyList<RecordPage> pages, string patientId, CutoffTime cutoff, IReadOnlyList<string> knownIssues, TimePolicy policy)
    {
        string id = patientId.StartsWith("Patient/", StringComparison.Ordinal) ? patientId["Patient/".Length..] : patientId;
        List<FhirPage> read = [];
        try
        {
            read.AddRange(pages.Select(static page => FhirPageReader.Read(page.Source, page.MediaType, page.Content)));
            var extraction = new RowExtraction(read, id, cutoff, policy);
            string[] issues = [.. knownIssues.Concat(extraction.Issues).Distinct(StringComparer.Ordinal)];
            using var digest = new LogicalDigest();
            byte[] database = SnapshotWriter.Write(extraction.Tables, issues.Length == 0, digest);
            return new PatientSnapshot(database, new SnapshotInfo
            {
                SchemaVersion = PatientTables.SchemaVersion,
                Tables = [.. PatientTables.All.Select(table => new TableCount(table.Name, extraction.Tables[table].Count))],
                Rows = extraction.Tables.Values.Sum(static rows => rows.Count),
                Skipped = extraction.Skipped,
                AssumedAvailability = extraction.Assumed,
                LogicalDigest = digest.Finish(),
                Complete = issues.Length == 0,
                Issues = issues,
                PatientFound = extraction.PatientFound,
                Studies = Studies(extraction.Tables[PatientTables.ImagingStudy]),
            });
        }
        finally
        {
            read.ForEach(static page => page.Dispose());
        }
    }

    private static StudyListing[] Studies(IReadOnlyList<PatientRow> rows)
    {
        int study = Place("study");
        int uid = Place("study_uid");
        int instances = Place("instance_uids");
        return [.. rows.Select(row => new StudyListing(
            (string)row.Own[study]!, (string?)row.Own[uid], ((string?)row.Own[instances])?.Split(' ') ?? []))];
    }

    private static int Place(string column) =>
        PatientTables.ImagingStudy.Own.Select(static (item, place) => (item.Name, place)).First(item => item.Name == column).place;
}
