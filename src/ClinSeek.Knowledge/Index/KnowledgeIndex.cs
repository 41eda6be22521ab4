using System.Text.Json;
using ClinSeek.Knowledge.Sources;
using Microsoft.Data.Sqlite;

namespace ClinSeek.Knowledge.Index;

/// <summary>
/// Full-text search over passages: SQLite FTS5, BM25 with stemming, titles weighted above text, abbreviations expanded.
/// Read-only once built, safe for concurrent callers (one at a time inside). The same passages and query give the same
/// hits in the same order on every host. Holds no PHI and keeps no query.
/// </summary>
public sealed class KnowledgeIndex : IDisposable
{
    /// <summary>Matches are counted up to here: beyond it the exact number helps nobody.</summary>
    public const int CountLimit = 1000;

    /// <summary>The most hits that a search gives.</summary>
    public const int MaxHits = 50;

    private const int SmallIndex = 10_000;

    private static readonly Lazy<KnowledgeIndex> LazyBuiltIn = new(static () => InMemory(PassagePack.BuiltIn()));

    private readonly SqliteConnection database;
    private readonly Lock gate = new();

    static KnowledgeIndex() => SQLitePCL.Batteries_V2.Init();

    private KnowledgeIndex(SqliteConnection database, KnowledgeInfo info)
    {
        this.database = database;
        Info = info;
    }

    /// <summary>The index over the passages that come with the program; built in memory at first use, never disposed of.</summary>
    public static KnowledgeIndex BuiltIn => LazyBuiltIn.Value;

    /// <summary>Which knowledge this is.</summary>
    public KnowledgeInfo Info { get; }

    /// <summary>An index in memory.</summary>
    public static KnowledgeIndex InMemory(IEnumerable<Passage> passages)
    {
        ArgumentNullException.ThrowIfNull(passages);
        var database = new SqliteConnection("Data Source=:memory:");
        database.Open();
        return new KnowledgeIndex(database, IndexWriter.Write(database, passages));
    }

    /// <summary>Writes an index file and opens it. An older file of that name is replaced only when the new one is whole.</summary>
    public static KnowledgeIndex Build(string file, IEnumerable<Passage> passages)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        ArgumentNullException.ThrowIfNull(passages);
        string part = file + ".part";
        File.Delete(part);
        using (SqliteConnection database = Connect(part, SqliteOpenMode.ReadWriteCreate))
        {
            IndexWriter.Write(database, passages);
        }

        File.Move(part, file, overwrite: true);
        return Open(file);
    }

    /// <summary>Opens an index file read-only.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is no index or of another version or with other synonyms; build it again.</exception>
    public static KnowledgeIndex Open(string file)
    {
        if (!File.Exists(file))
        {
            throw new FileNotFoundException($"There is no knowledge index at {file}; build one from a pack of passages.", file);
        }

        SqliteConnection database = Connect(file, SqliteOpenMode.ReadOnly);
        try
        {
            return new KnowledgeIndex(database, ReadInfo(database));
        }
        catch (Exception error) when (error is SqliteException or InvalidDataException)
        {
            database.Dispose();
            throw new InvalidDataException($"{file} is not a knowledge index of format version {IndexWriter.FormatVersion} with this program's synonyms; build it again from its pack.", error);
        }
    }

    /// <summary>
    /// The best passages for a reader's words; any text is allowed. Passages with every concept come first; only where
    /// they are too few do passages with some of them follow. Above 10,000 passages, concepts that a twentieth of them
    /// hold filter without ranking where the query has a rarer one.
    /// </summary>
    public PassageHits Search(string query, int count)
    {
        ArgumentNullException.ThrowIfNull(query);
        count = Math.Clamp(count, 1, MaxHits);
        QueryText parsed = QueryText.Parse(query);
        if (parsed.Concepts.Count == 0)
        {
            return new PassageHits([], 0);
        }

        lock (gate)
        {
            string every = QueryText.ToMatch(parsed.Concepts, every: true);
            IReadOnlyList<Concept> telling = Telling(parsed.Concepts);
            List<PassageHit> hits = Ranked(QueryText.ToMatch(telling, every: true), telling.Count < parsed.Concepts.Count ? every : null, count);
            int total = hits.Count < count ? hits.Count : Count(every, CountLimit);
            if (hits.Count < count && parsed.Concepts.Count > 1)
            {
                string any = QueryText.ToMatch(telling, every: false);
                var known = hits.Select(static hit => hit.Passage.Id).ToHashSet(StringComparer.Ordinal);
                hits.AddRange(Ranked(any, null, count).Where(hit => !known.Contains(hit.Passage.Id)).Take(count - hits.Count));
                total = Math.Max(hits.Count, Count(any, CountLimit));
            }

            return new PassageHits(hits, total);
        }
    }

    /// <summary>The passage of an id, or null.</summary>
    public Passage? Find(string id)
    {
        lock (gate)
        {
            using SqliteCommand command = database.CreateCommand();
            command.CommandText = "SELECT record FROM passage WHERE id = $id";
            command.Parameters.AddWithValue("$id", id);
            return command.ExecuteScalar() is byte[] record ? Read(record) : null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            database.Dispose();
        }
    }

    private static SqliteConnection Connect(string file, SqliteOpenMode mode)
    {
        var database = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }.ToString());
        database.Open();
        return database;
    }

    private static KnowledgeInfo ReadInfo(SqliteConnection database)
    {
        using SqliteCommand command = database.CreateCommand();
        command.CommandText = "SELECT format_version, passages, digest FROM info WHERE synonyms = $synonyms";
        command.Parameters.AddWithValue("$synonyms", Synonyms.BuiltIn.Digest);
        using SqliteDataReader reader = command.ExecuteReader();
        return reader.Read() && reader.GetInt32(0) == IndexWriter.FormatVersion
            ? new KnowledgeInfo(reader.GetInt32(0), reader.GetInt32(1), reader.GetString(2))
            : throw new InvalidDataException("another format version or other synonyms");
    }

    private static Passage Read(byte[] record) =>
        JsonSerializer.Deserialize(record, PassageJson.Default.Passage) ?? throw new InvalidDataException("The index holds an empty record; build it again.");

    // BM25 visits every passage of every term it weighs. In a large index the concepts that a twentieth of it holds tell
    // little and cost most: they filter but do not rank, unless the query has nothing rarer.
    private IReadOnlyList<Concept> Telling(IReadOnlyList<Concept> concepts)
    {
        int common = Math.Max(SmallIndex, Info.Passages) / 20;
        if (Info.Passages <= SmallIndex || concepts.Count == 1)
        {
            return concepts;
        }

        Concept[] telling = [.. concepts.Where(concept => Count(QueryText.ToMatch([concept], every: true), common) < common)];
        return telling.Length > 0 ? telling : concepts;
    }

    private List<PassageHit> Ranked(string match, string? also, int count)
    {
        using SqliteCommand command = database.CreateCommand();
        command.CommandText = also is null
            ? """
              SELECT passage.record, hit.rank FROM (SELECT rowid, rank FROM passage_fts WHERE passage_fts MATCH $match ORDER BY rank LIMIT $count) hit
              JOIN passage ON passage.row = hit.rowid ORDER BY hit.rank, hit.rowid
              """
            : """
              SELECT passage.record, hit.rank FROM (
                  SELECT rowid, rank FROM passage_fts WHERE passage_fts MATCH $match
                  AND +rowid IN (SELECT rowid FROM passage_fts WHERE passage_fts MATCH $also) ORDER BY rank LIMIT $count) hit
              JOIN passage ON passage.row = hit.rowid ORDER BY hit.rank, hit.rowid
              """;
        command.Parameters.AddWithValue("$match", match);
        command.Parameters.AddWithValue("$count", count);
        if (also is not null)
        {
            command.Parameters.AddWithValue("$also", also);
        }

        using SqliteDataReader reader = command.ExecuteReader();
        var hits = new List<PassageHit>();
        while (reader.Read())
        {
            hits.Add(new PassageHit(Read(reader.GetFieldValue<byte[]>(0)), -reader.GetDouble(1)));
        }

        return hits;
    }

    private int Count(string match, int limit)
    {
        using SqliteCommand command = database.CreateCommand();
        command.CommandText = "SELECT count(*) FROM (SELECT 1 FROM passage_fts WHERE passage_fts MATCH $match LIMIT $limit)";
        command.Parameters.AddWithValue("$match", match);
        command.Parameters.AddWithValue("$limit", limit);
        return Convert.ToInt32(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
