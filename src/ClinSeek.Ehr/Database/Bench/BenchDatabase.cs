using ClinSeek.Ehr.Database.Schema;
using ClinSeek.Evidence.Cutoff;
using SQLitePCL;

namespace ClinSeek.Ehr.Database.Bench;

/// <summary>
/// Takes in a ClinSeek-Bench patient database (SQLite, every column text, <c>nan</c> for nothing) as a snapshot like any other: typed,
/// cut off by the same rules, opened by <see cref="PatientDatabase"/> and read by the same tools. The file is only read.
/// </summary>
public static class BenchDatabase
{
    private const long MaxBytes = 1L << 30;

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
        Read(path, import);
        if (referencePath is not null)
        {
            Read(referencePath, import);
        }

        IReadOnlyList<(PatientTable Table, List<PatientRow> Rows)> tables = import.Finish();
        return PatientSnapshot.Of(
            tables,
            [.. tables.Select(item => Describe(item.Table, policy.Tables[item.Table.Name]))],
            import.Issues,
            import.Skipped,
            import.Assumed,
            tables.Any(static item => item.Table.Name == "patients" && item.Rows.Count > 0),
            string.Empty);
    }

    private static void Read(string path, BenchImport import)
    {
        if (new FileInfo(path) is { Exists: true, Length: > MaxBytes } large)
        {
            throw new InvalidDataException($"The database has {large.Length / 1_000_000} MB; at most {MaxBytes / 1_000_000} MB are read.");
        }

        // Loads the native library first.
        MemoryDatabase.Create().Dispose();
        int code = raw.sqlite3_open_v2(path, out sqlite3 database, raw.SQLITE_OPEN_READONLY | raw.SQLITE_OPEN_NOMUTEX, null);
        using (database)
        {
            if (code != raw.SQLITE_OK || raw.sqlite3_exec(database, "SELECT count(*) FROM sqlite_master") != raw.SQLITE_OK)
            {
                throw new InvalidDataException("The file is no SQLite database that can be read.");
            }

            import.Add(database);
        }
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
