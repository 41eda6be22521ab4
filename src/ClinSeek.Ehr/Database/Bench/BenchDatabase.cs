using ClinSeek.Ehr.Database.Schema;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Evidence.Cutoff;
using SQLitePCL;

namespace ClinSeek.Ehr.Database.Bench;

/// <summary>
/// Takes in a ClinSeek-Bench patient database (SQLite, every column text, <c>nan</c> for nothing) as a snapshot like any other: typed,
/// cut off by the same rules, opened by <see cref="PatientDatabase"/> and read by the same tools. The file is only read.
/// </summary>
public static class BenchDatabase
{
    /// <summary>The media type of a page that is a database file.</summary>
    internal const string MediaType = "application/vnd.sqlite3";

    private const long MaxBytes = 1L << 30;

    // Places in the header of a SQLite file.
    private const int HeaderBytes = 100;
    private const int WriteVersion = 18;
    private const int ReadVersion = 19;

    /// <summary>Builds the snapshot of a <c>patient_ID.db</c>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cutoff">Nothing that was not available strictly before it is taken in.</param>
    /// <param name="referencePath">A <c>reference_table.db</c> with the dictionaries (<c>d_labitems</c> and so on), or null.</param>
    /// <param name="cancellationToken">Stops between rows.</param>
    /// <exception cref="InvalidDataException">It is no readable SQLite database.</exception>
    public static PatientSnapshot Import(string path, CutoffTime cutoff, string? referencePath = null, CancellationToken cancellationToken = default) =>
        Import(path, cutoff, referencePath, BenchPolicy.BuiltIn, cancellationToken);

    internal static PatientSnapshot Import(string path, CutoffTime cutoff, string? referencePath, BenchPolicy policy, CancellationToken cancellationToken)
    {
        var import = new BenchImport(cutoff, policy, cancellationToken);
        foreach (string file in new[] { path, referencePath }.OfType<string>())
        {
            Read(ReadFile(file), import.Add);
        }

        return Snapshot(import, policy, []);
    }

    /// <summary>Builds the snapshot of a pull whose pages are such databases.</summary>
    /// <exception cref="InvalidDataException">One is no readable SQLite database.</exception>
    internal static PatientSnapshot Import(IReadOnlyList<RecordPage> pages, CutoffTime cutoff, IReadOnlyList<string> knownIssues)
    {
        var import = new BenchImport(cutoff, BenchPolicy.BuiltIn, CancellationToken.None);
        foreach (RecordPage page in pages)
        {
            Read(page.Content, import.Add);
        }

        return Snapshot(import, BenchPolicy.BuiltIn, knownIssues);
    }

    /// <summary>A table that holds rows of another patient; null where all are one patient's.</summary>
    /// <exception cref="InvalidDataException">It is no readable SQLite database.</exception>
    internal static string? Strangers(ReadOnlyMemory<byte> content, string patientId)
    {
        string? found = null;
        Read(content, database => found = BenchImport.Strangers(database, patientId));
        return found;
    }

    private static PatientSnapshot Snapshot(BenchImport import, BenchPolicy policy, IReadOnlyList<string> knownIssues)
    {
        IReadOnlyList<(PatientTable Table, List<PatientRow> Rows)> tables = import.Finish();
        bool found = tables.Any(static item => item.Table.Name == "patients" && item.Rows.Count > 0);
        return PatientSnapshot.Of(
            tables,
            [.. tables.Select(item => Describe(item.Table, policy.Tables[item.Table.Name]))],
            [.. knownIssues.Concat(import.Issues).Distinct(StringComparer.Ordinal)],
            import.Skipped,
            import.Assumed,
            found,
            string.Empty);
    }

    private static byte[] ReadFile(string path) => new FileInfo(path) is { Exists: true, Length: > MaxBytes } large
        ? throw new InvalidDataException($"The database has {large.Length / 1_000_000} MB; at most {MaxBytes / 1_000_000} MB are read.")
        : File.Exists(path) ? File.ReadAllBytes(path) : throw new InvalidDataException("The file is no SQLite database that can be read.");

    private static unsafe void Read(ReadOnlyMemory<byte> content, Action<sqlite3> read)
    {
        if (!content.Span.StartsWith("SQLite format 3\0"u8) || content.Length < HeaderBytes)
        {
            throw new InvalidDataException("The file is no SQLite database that can be read.");
        }

        // A file that was once written with a log beside it says so, and could not be opened in memory.
        ReadOnlyMemory<byte> plain = content.Span[WriteVersion] == 1 && content.Span[ReadVersion] == 1 ? content : WithoutLog(content);
        using System.Buffers.MemoryHandle pinned = plain.Pin();
        using sqlite3 database = MemoryDatabase.OpenReadOnly((IntPtr)pinned.Pointer, plain.Length);
        if (raw.sqlite3_exec(database, "SELECT count(*) FROM sqlite_master") != raw.SQLITE_OK)
        {
            throw new InvalidDataException("The file is no SQLite database that can be read.");
        }

        read(database);
    }

    private static byte[] WithoutLog(ReadOnlyMemory<byte> content)
    {
        byte[] plain = content.ToArray();
        (plain[WriteVersion], plain[ReadVersion]) = (1, 1);
        return plain;
    }

    private static StoredTable Describe(PatientTable table, BenchTable policy) => new(
        table.Name,
        table.Description,
        table.CodeColumn,
        policy.Always is not null,
        [.. table.Own.Select(column => new StoredColumn(column.Name, column.Type, column.Description, Mask(policy, column.Name)))]);

    // With several times, or none, an earlier look cannot tell and shows nothing.
    private static StoredMask? Mask(BenchTable policy, string column) =>
        policy.Masked.TryGetValue(column, out IReadOnlyList<string>? since) ? new StoredMask(since is [var only] ? only : null, []) : null;
}
