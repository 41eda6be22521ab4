using System.Globalization;
using System.Security.Cryptography;
using ClinSeek.Knowledge.Sources;
using Microsoft.Data.Sqlite;

namespace ClinSeek.Knowledge.Index;

/// <summary>
/// Brings an index to the state of an origin (a file, a pack) in one transaction: what is new is added, what changed is
/// replaced, what is gone is removed, the rest is not touched. Killed in the middle, the index is as before.
/// </summary>
internal sealed class IndexWriter(SqliteConnection database)
{
    /// <summary>The hash by which an origin was imported last, or null.</summary>
    public string? HashOf(string origin) => Sql.Scalar<string>(database, "SELECT hash FROM origin WHERE name = $origin", ("$origin", origin));

    /// <summary>Imports an origin.</summary>
    /// <exception cref="InvalidDataException">An id repeats or belongs to another origin.</exception>
    public ImportCount Import(ImportOrigin origin, IEnumerable<Passage> passages, CancellationToken cancellationToken = default)
    {
        using SqliteTransaction transaction = database.BeginTransaction();
        using var rows = new PassageRows(database, origin.Name);
        foreach (AnalyzedPassage passage in passages.AsParallel().AsOrdered().WithDegreeOfParallelism(Math.Max(1, Environment.ProcessorCount)).Select(AnalyzedPassage.Of))
        {
            cancellationToken.ThrowIfCancellationRequested();
            rows.Put(passage);
        }

        ImportCount count = rows.Finish();
        Sql.Execute(
            database,
            "INSERT INTO origin VALUES ($name, $hash, $passages, $source, $license) ON CONFLICT (name) DO UPDATE SET hash = excluded.hash, passages = excluded.passages, source = excluded.source, license = excluded.license",
            ("$name", origin.Name), ("$hash", origin.Hash), ("$passages", count.Added + count.Changed + count.Unchanged), ("$source", origin.Source), ("$license", origin.License));
        if (count != ImportCount.None with { Unchanged = count.Unchanged })
        {
            SaveInfo(rows);
        }

        transaction.Commit();
        return count;
    }

    // Over ids and hashes in order of id: the same passages give the same digest whichever way they came.
    private void SaveInfo(PassageRows rows)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long passages = 0;
        using SqliteCommand command = database.CreateCommand();
        command.CommandText = "SELECT hash FROM passage ORDER BY id";
        using (SqliteDataReader reader = command.ExecuteReader())
        {
            while (reader.Read())
            {
                digest.AppendData(reader.GetFieldValue<byte[]>(0));
                passages++;
            }
        }

        Sql.Execute(
            database,
            "UPDATE info SET passages = $passages, title_terms = title_terms + $title, body_terms = body_terms + $body, digest = $digest",
            ("$passages", passages), ("$title", rows.TitleTerms), ("$body", rows.BodyTerms), ("$digest", Convert.ToHexStringLower(digest.GetHashAndReset())));
        if (rows.Written > 1_000)
        {
            Sql.Execute(database, string.Create(CultureInfo.InvariantCulture, $"INSERT INTO passage_fts (passage_fts, rank) VALUES ('merge', {500})"));
        }
    }
}
