using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.AI;

namespace ClinSeek.Ehr.Vocabularies;

/// <summary>Stores the embeddings of a vocabulary's candidates beside them. Goes on where it stopped: what is stored is not asked for again.</summary>
public static class VocabularyEmbedding
{
    private const int Batch = 128;

    /// <summary>Embeds the candidates that have no vector of a model yet, and gives how many were.</summary>
    /// <param name="store">The vocabularies' file.</param>
    /// <param name="table">The table.</param>
    /// <param name="model">The model's name, which vectors are kept under.</param>
    /// <param name="generator">The model.</param>
    /// <param name="cancellationToken">Stops; what was stored stays.</param>
    public static async Task<int> EmbedAsync(
        string store, string table, string model, IEmbeddingGenerator<string, Embedding<float>> generator, CancellationToken cancellationToken)
    {
        using SqliteConnection connection = VocabularySchema.OpenToWrite(store);
        int count = 0;
        long after = 0;
        while (Missing(connection, table, model, after) is { Count: > 0 } missing)
        {
            GeneratedEmbeddings<Embedding<float>> vectors = await generator.GenerateAsync(missing.Select(static candidate => candidate.Text), cancellationToken: cancellationToken);
            if (vectors.Count != missing.Count)
            {
                throw new InvalidDataException($"The embedding model gave {vectors.Count} vectors for {missing.Count} texts.");
            }

            Store(connection, model, missing, vectors);
            count += missing.Count;
            after = missing[^1].Id;
        }

        return count;
    }

    private static List<(long Id, string Text)> Missing(SqliteConnection connection, string table, string model, long after)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT id, text FROM candidate c WHERE id > $3 AND +vocabulary = $1 AND NOT EXISTS (SELECT 1 FROM embedding e WHERE e.candidate = c.id AND e.model = $2) ORDER BY id LIMIT {Batch}";
        command.Parameters.AddWithValue("$1", table);
        command.Parameters.AddWithValue("$2", model);
        command.Parameters.AddWithValue("$3", after);
        using SqliteDataReader reader = command.ExecuteReader();
        var missing = new List<(long, string)>();
        while (reader.Read())
        {
            missing.Add((reader.GetInt64(0), reader.GetString(1)));
        }

        return missing;
    }

    private static void Store(SqliteConnection connection, string model, List<(long Id, string Text)> candidates, GeneratedEmbeddings<Embedding<float>> vectors)
    {
        using SqliteTransaction transaction = connection.BeginTransaction();
        for (int place = 0; place < candidates.Count; place++)
        {
            using SqliteCommand insert = connection.CreateCommand();
            insert.CommandText = "INSERT OR REPLACE INTO embedding VALUES($1, $2, $3)";
            insert.Parameters.AddWithValue("$1", candidates[place].Id);
            insert.Parameters.AddWithValue("$2", model);
            insert.Parameters.AddWithValue("$3", MemoryMarshal.AsBytes(Vectors.Normalised(vectors[place].Vector.Span).AsSpan()).ToArray());
            insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }
}
