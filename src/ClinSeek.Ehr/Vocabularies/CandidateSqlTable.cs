using System.Security.Cryptography;
using System.Text.Json;
using ClinSeek.Ehr.Database;
using ClinSeek.Evidence.Tools;
using SQLitePCL;

namespace ClinSeek.Ehr.Vocabularies;

/// <summary>
/// A candidate table as a SQLite database of its own, for queries that join the record with it. All its columns are texts:
/// <c>candidate</c>, then what is known of it, as many as a guarded connection reads. Immutable and shared; holds no PHI.
/// </summary>
internal sealed class CandidateSqlTable
{
    // The name and the codes beside it are what records are joined by.
    private const int MostIndexes = 4;
    private const int MostColumns = SqlLimits.MostColumns;

    private CandidateSqlTable(CandidateTable table, IReadOnlyList<string> columns, byte[] bytes, string digest) =>
        (Table, Columns, Bytes, Mark) = (table, columns, bytes, new VocabularyMark(table.Name, digest));

    /// <summary>What it is.</summary>
    public CandidateTable Table { get; }

    /// <summary>Its columns' names in SQL.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The database; the collector never moves it, so that connections may lie on it.</summary>
    public byte[] Bytes { get; }

    /// <summary>Its name with the digest of its content: what a result that rests on it names.</summary>
    public VocabularyMark Mark { get; }

    /// <summary>Makes it of its candidates, in whatever order.</summary>
    public static CandidateSqlTable Of(CandidateTable table, IEnumerable<CandidateHit> candidates)
    {
        string[] columns = Names([.. table.Columns.Take(MostColumns - 1)]);
        string quoted = SnapshotWriter.Quoted(table.Name);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(digest, [table.Name, .. columns]);
        using var piece = new OnePieceDatabase([], 0);
        sqlite3 database = piece.Connection;
        MemoryDatabase.Execute(database, $"PRAGMA journal_mode=OFF; BEGIN; CREATE TABLE {quoted} ({string.Join(", ", columns.Select(static column => SnapshotWriter.Quoted(column) + " TEXT"))});");
        MemoryDatabase.Check(database, raw.sqlite3_prepare_v2(database, $"INSERT INTO {quoted} VALUES ({string.Join(',', columns.Select(static _ => '?'))})", out sqlite3_stmt insert));
        using (insert)
        {
            foreach (CandidateHit candidate in candidates.OrderBy(static candidate => candidate.Candidate, StringComparer.Ordinal))
            {
                string[] cells = [candidate.Candidate, .. candidate.Values];
                Add(digest, cells);
                for (int place = 0; place < columns.Length; place++)
                {
                    MemoryDatabase.Check(database, raw.sqlite3_bind_text(insert, place + 1, place < cells.Length ? cells[place] : string.Empty));
                }

                MemoryDatabase.Check(database, raw.sqlite3_step(insert));
                MemoryDatabase.Check(database, raw.sqlite3_reset(insert));
            }
        }

        foreach (string column in columns.Take(MostIndexes))
        {
            MemoryDatabase.Execute(database, $"CREATE INDEX {SnapshotWriter.Quoted($"{table.Name}.{column}")} ON {quoted}({SnapshotWriter.Quoted(column)});");
        }

        MemoryDatabase.Execute(database, "COMMIT;");
        byte[] written = piece.TakeBytes();
        byte[] pinned = GC.AllocateUninitializedArray<byte>(written.Length, pinned: true);
        written.CopyTo(pinned, 0);
        return new CandidateSqlTable(table, columns, pinned, Convert.ToHexStringLower(digest.GetHashAndReset()));
    }

    /// <summary>The columns' names: two of a file may be one name, or none.</summary>
    private static string[] Names(IReadOnlyList<string> others)
    {
        List<string> names = ["candidate"];
        foreach (string other in others)
        {
            string wanted = other.Length == 0 ? "column" : other;
            string unused = wanted;
            for (int copy = 2; names.Contains(unused, StringComparer.OrdinalIgnoreCase); copy++)
            {
                unused = $"{wanted}_{copy}";
            }

            names.Add(unused);
        }

        return [.. names];
    }

    private static void Add(IncrementalHash digest, string[] cells)
    {
        digest.AppendData(JsonSerializer.SerializeToUtf8Bytes(cells));
        digest.AppendData("\n"u8);
    }
}
