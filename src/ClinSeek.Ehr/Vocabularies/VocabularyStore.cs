using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace ClinSeek.Ehr.Vocabularies;

/// <summary>
/// Looks candidates up in the imported vocabularies and those that ship with the program. Read-only, thread-safe; a file that is not
/// there has no tables. The names of a table are kept in memory once it was searched, about 300 bytes each.
/// </summary>
/// <param name="file">The vocabularies' file.</param>
/// <param name="withShipped">Whether the tables that ship with the program are there too, as far as none of their name is imported.</param>
public sealed class VocabularyStore(string file, bool withShipped = false)
{
    /// <summary>Embeddings in memory at most: 100,000 candidates of 768 numbers.</summary>
    private const long MostVectorBytes = 320_000_000;

    private readonly ConcurrentDictionary<string, LoadedVocabulary> _loaded = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(string Table, string Model), (string Stamp, CandidateVectors? Vectors)> _vectors = [];
    private readonly ConcurrentDictionary<string, CandidateSqlTable> _queried = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The tables, by name.</summary>
    /// <exception cref="InvalidDataException">The file cannot be read.</exception>
    public IReadOnlyList<CandidateTable> Tables()
    {
        List<CandidateTable> tables = [];
        if (File.Exists(file))
        {
            using SqliteConnection connection = VocabularySchema.OpenToRead(file);
            tables.AddRange(Described(connection, null).Select(table => table with { Count = Known(table)?.Index.Count ?? CountOf(connection, table.Name) }));
        }

        if (withShipped)
        {
            tables.AddRange(ShippedVocabularies.Tables.Where(shipped => !tables.Exists(table => table.Name == shipped.Name)));
        }

        return [.. tables.OrderBy(static table => table.Name, StringComparer.Ordinal)];
    }

    /// <summary>The candidates that contain a text literally, whatever its case, in order of their length.</summary>
    public CandidateHits ByKeyword(string table, string keyword, int skip, int take) => Search(table, index =>
    {
        IReadOnlyList<int> places = index.ByKeyword(Trigrams.Fold(keyword));
        return ([.. places.Skip(skip).Take(take).Select(static place => (place, (double?)null))], places.Count);
    });

    /// <summary>The candidates of the whole table that look most like a text, by <see cref="EditRatio"/>, best first.</summary>
    public CandidateHits ByFuzzyMatching(string table, string keyword, int take) => Search(
        table, index => ([.. index.BySpelling(Trigrams.Fold(keyword), take).Select(static found => (found.Place, (double?)found.Score))], index.Count));

    /// <summary>The candidates that share most letters with a text, by the cosine of their trigrams: a lexical measure, blind to meaning.</summary>
    public CandidateHits ByTrigrams(string table, string query, double least, int take) => Search(table, index =>
    {
        (IReadOnlyList<(int Place, double Score)> best, int total) = index.ByTrigrams(Trigrams.Fold(query), least, take);
        return ([.. best.Select(static found => (found.Place, (double?)found.Score))], total);
    });

    /// <summary>The candidates nearest to a vector, by the cosine with their stored ones; null where the table has none of the model.</summary>
    public CandidateHits? ByVector(string table, string model, ReadOnlyMemory<float> query, double least, int take)
    {
        if (!File.Exists(file))
        {
            return null;
        }

        using SqliteConnection connection = VocabularySchema.OpenToRead(file);
        (IReadOnlyList<(string Name, double Score)> Best, int Total)? nearest = KeptVectors(connection, table, model)?.Nearest(query.Span, least, take);
        if (nearest is null)
        {
            using SqliteCommand command = VectorsOf(connection, table, model);
            using SqliteDataReader reader = command.ExecuteReader();
            nearest = CandidateVectors.NearestOf(reader, query.Span, least, take);
        }

        return nearest is { } found ? new CandidateHits([.. found.Best.Select(hit => Row(connection, table, hit.Name, hit.Score)).OfType<CandidateHit>()], found.Total) : null;
    }

    /// <summary>A table as queries read it; null where there is none of that name, or where SQLite keeps the name for itself. Kept from the first query on, some 200 bytes a candidate.</summary>
    internal CandidateSqlTable? SqlTable(string table)
    {
        if (table.StartsWith("sqlite_", StringComparison.OrdinalIgnoreCase) || table.StartsWith("pragma_", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        if (File.Exists(file))
        {
            using SqliteConnection connection = VocabularySchema.OpenToRead(file);
            using SqliteTransaction view = connection.BeginTransaction(deferred: true);
            if (Described(connection, table) is [var described, ..])
            {
                return Kept(described, () => Rows(connection, table));
            }
        }

        LoadedVocabulary? shipped = withShipped ? ShippedVocabularies.All.FirstOrDefault(item => item.Table.Name == table) : null;
        return shipped is null ? null : Kept(shipped.Table, () => shipped.Shipped);
    }

    private CandidateSqlTable Kept(CandidateTable table, Func<IEnumerable<CandidateHit>> candidates) =>
        _queried.TryGetValue(table.Name, out CandidateSqlTable? kept) && kept.Table.Source == table.Source && kept.Table.Columns.SequenceEqual(table.Columns)
            ? kept
            : _queried[table.Name] = CandidateSqlTable.Of(table, candidates());

    private static IEnumerable<CandidateHit> Rows(SqliteConnection connection, string table)
    {
        using SqliteCommand command = Command(connection, "SELECT text, fields FROM candidate WHERE vocabulary = $1", table);
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return new CandidateHit(reader.GetString(0), Fields(reader.GetString(1)));
        }
    }

    // Embeddings are written beside the candidates at any time: what was read is good while the file and its log are as they were.
    private string Stamp() => string.Join(' ', new[] { file, file + "-wal" }.Select(static path => new FileInfo(path))
        .Select(static info => info.Exists ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{info.LastWriteTimeUtc.Ticks}:{info.Length}") : "none"));

    /// <summary>The table's vectors, kept from the first query on; null where there are none, or too many.</summary>
    private CandidateVectors? KeptVectors(SqliteConnection connection, string table, string model)
    {
        lock (_vectors)
        {
            string stamp = Stamp();
            if (!_vectors.TryGetValue((table, model), out (string Stamp, CandidateVectors? Vectors) kept) || kept.Stamp != stamp)
            {
                using SqliteCommand command = VectorsOf(connection, table, model);
                using SqliteDataReader reader = command.ExecuteReader();
                _vectors.Remove((table, model));
                long others = _vectors.Values.Sum(static item => item.Vectors?.Bytes ?? 0);
                kept = (stamp, CandidateVectors.Read(reader, CountOf(connection, table), MostVectorBytes - others));
                _vectors[(table, model)] = kept;
            }

            return kept.Vectors;
        }
    }

    // In the order of their keys, as they lie in the file: in the order of their names each would be read from another place.
    private static SqliteCommand VectorsOf(SqliteConnection connection, string table, string model) => Command(
        connection, "SELECT c.text, e.vector FROM candidate c CROSS JOIN embedding e ON e.candidate = c.id AND e.model = $2 WHERE +c.vocabulary = $1 ORDER BY c.id", table, model);

    private static CandidateHit? Row(SqliteConnection connection, string table, string name, double score)
    {
        using SqliteCommand command = Command(connection, "SELECT fields FROM candidate WHERE vocabulary = $1 AND text = $2", table, name);
        return command.ExecuteScalar() is string fields ? new CandidateHit(name, Fields(fields), score) : null;
    }

    private CandidateHits Search(string table, Func<CandidateIndex, (IReadOnlyList<(int Place, double? Score)> Found, int Total)> look)
    {
        if (File.Exists(file))
        {
            using SqliteConnection connection = VocabularySchema.OpenToRead(file);
            // One view of the file for names and rows: an import may replace the table meanwhile.
            using SqliteTransaction view = connection.BeginTransaction(deferred: true);
            if (Described(connection, table) is [var described, ..])
            {
                LoadedVocabulary vocabulary = Known(described) ?? Load(connection, described);
                (IReadOnlyList<(int Place, double? Score)> places, int matched) = look(vocabulary.Index);
                return new CandidateHits([.. places.Select(found => Row(connection, vocabulary.Ids[found.Place], found.Score))], matched);
            }
        }

        LoadedVocabulary? shipped = withShipped ? ShippedVocabularies.All.FirstOrDefault(item => item.Table.Name == table) : null;
        if (shipped is null)
        {
            return new CandidateHits([], 0);
        }

        (IReadOnlyList<(int Place, double? Score)> hits, int total) = look(shipped.Index);
        return new CandidateHits([.. hits.Select(found => shipped.Shipped[found.Place] with { Score = found.Score })], total);
    }

    /// <summary>The table as it was loaded, unless another was imported under its name: its source has the digest of the file it came from.</summary>
    private LoadedVocabulary? Known(CandidateTable table) =>
        _loaded.TryGetValue(table.Name, out LoadedVocabulary? loaded) && loaded.Table.Source == table.Source && loaded.Table.Columns.SequenceEqual(table.Columns) ? loaded : null;

    private LoadedVocabulary Load(SqliteConnection connection, CandidateTable table)
    {
        using SqliteCommand command = Command(connection, "SELECT id, text FROM candidate WHERE vocabulary = $1 ORDER BY length(text), text", table.Name);
        using SqliteDataReader reader = command.ExecuteReader();
        List<long> ids = [];
        List<string> names = [];
        while (reader.Read())
        {
            ids.Add(reader.GetInt64(0));
            names.Add(reader.GetString(1));
        }

        return _loaded[table.Name] = new LoadedVocabulary(table with { Count = ids.Count }, new CandidateIndex(names), [.. ids], []);
    }

    private static List<CandidateTable> Described(SqliteConnection connection, string? name)
    {
        using SqliteCommand command = Command(connection, "SELECT name, description, source, columns FROM vocabulary WHERE $1 = '' OR name = $1", name ?? string.Empty);
        using SqliteDataReader reader = command.ExecuteReader();
        var tables = new List<CandidateTable>();
        while (reader.Read())
        {
            tables.Add(new CandidateTable(reader.GetString(0), reader.GetString(1), reader.GetString(2), Fields(reader.GetString(3)), 0));
        }

        return tables;
    }

    private static int CountOf(SqliteConnection connection, string table)
    {
        using SqliteCommand command = Command(connection, "SELECT count(*) FROM candidate WHERE vocabulary = $1", table);
        return (int)(long)command.ExecuteScalar()!;
    }

    private static CandidateHit Row(SqliteConnection connection, long id, double? score)
    {
        using SqliteCommand command = Command(connection, "SELECT text, fields FROM candidate WHERE id = $1", id);
        using SqliteDataReader reader = command.ExecuteReader();
        return reader.Read()
            ? new CandidateHit(reader.GetString(0), Fields(reader.GetString(1)), score)
            : throw new InvalidDataException("The vocabularies' file is damaged: a candidate is missing. Delete it and import them again.");
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, params object[] values)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        for (int place = 0; place < values.Length; place++)
        {
            command.Parameters.AddWithValue($"${place + 1}", values[place]);
        }

        return command;
    }

    private static string[] Fields(string json) => JsonSerializer.Deserialize<string[]>(json) ?? [];
}
