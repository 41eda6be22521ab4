using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ClinSeek.Knowledge.Sources;
using Microsoft.Data.Sqlite;

namespace ClinSeek.Knowledge.Index;

/// <summary>
/// Full-text search over passages: FTS5 finds candidates, <see cref="PassageRanker"/> puts them in order. Safe for
/// concurrent callers (one at a time inside) and beside an import in another process, whose passages are found once it is
/// done. The same passages and query give the same hits in the same order on every host. Holds no PHI and keeps no query.
/// </summary>
public sealed class KnowledgeIndex : IDisposable
{
    /// <summary>Matches are counted up to here: beyond it the exact number helps nobody.</summary>
    public const int CountLimit = 1000;

    /// <summary>The most hits that a search gives.</summary>
    public const int MaxHits = 50;

    private static readonly Lazy<KnowledgeIndex> LazyBuiltIn = new(static () => InMemory(PassagePack.BuiltIn(), new ImportOrigin("comes with the program", string.Empty, "as each passage says", "Apache-2.0")));

    private readonly SqliteConnection database;
    private readonly Synonyms synonyms;
    private readonly RankingOptions options;
    private readonly ITextEmbedder? embedder;
    private readonly Lock gate = new();
    private VectorTable? vectors;
    private Vocabulary? vocabulary;
    private long dataVersion;

    static KnowledgeIndex() => SQLitePCL.Batteries_V2.Init();

    private KnowledgeIndex(SqliteConnection database, Synonyms? synonyms, RankingOptions? options, ITextEmbedder? embedder = null)
    {
        this.database = database;
        this.embedder = embedder;
        this.synonyms = synonyms ?? Synonyms.BuiltIn;
        this.options = options ?? RankingOptions.Default;
    }

    /// <summary>The index over the passages that come with the program; built in memory at first use, never disposed of.</summary>
    public static KnowledgeIndex BuiltIn => LazyBuiltIn.Value;

    /// <summary>Which knowledge this is, now.</summary>
    public KnowledgeInfo Info
    {
        get
        {
            lock (gate)
            {
                (int passages, string digest) = Sql.Read(database, "SELECT passages, digest FROM info", static row => (row.GetInt32(0), row.GetString(1)))[0];
                byte[] both = SHA256.HashData(Encoding.UTF8.GetBytes(synonyms.Digest + digest));
                return new KnowledgeInfo(IndexSchema.FormatVersion, passages, Convert.ToHexStringLower(both));
            }
        }
    }

    /// <summary>An index in memory.</summary>
    public static KnowledgeIndex InMemory(IEnumerable<Passage> passages, ImportOrigin? origin = null, Synonyms? synonyms = null, RankingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(passages);
        var database = new SqliteConnection("Data Source=:memory:");
        database.Open();
        IndexSchema.Create(database);
        new IndexWriter(database).Import(origin ?? new ImportOrigin("memory", string.Empty, string.Empty, string.Empty), passages);
        return new KnowledgeIndex(database, synonyms, options);
    }

    /// <summary>Opens an index file read-only.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is no index or of another version; import its files again.</exception>
    public static KnowledgeIndex Open(string file, Synonyms? synonyms = null, RankingOptions? options = null, ITextEmbedder? embedder = null)
    {
        if (!File.Exists(file))
        {
            throw new FileNotFoundException($"There is no knowledge index at {file}; make one with `knowledge import`.", file);
        }

        SqliteConnection database = IndexFile.Connect(file, SqliteOpenMode.ReadOnly);
        try
        {
            return IndexSchema.Exists(database)
                ? new KnowledgeIndex(database, synonyms, options, embedder)
                : throw new InvalidDataException("another format version");
        }
        catch (Exception error) when (error is SqliteException or InvalidDataException)
        {
            database.Dispose();
            throw new InvalidDataException($"{file} is not a knowledge index of format version {IndexSchema.FormatVersion}; delete it and import its files again.", error);
        }
    }

    /// <summary>The best passages for a reader's words; any text is allowed.</summary>
    public PassageHits Search(string query, int count)
    {
        ArgumentNullException.ThrowIfNull(query);
        count = Math.Clamp(count, 1, MaxHits);
        lock (gate)
        {
            Vocabulary words = Current();
            ParsedQuery parsed = new QueryText(words, synonyms, options).Parse(query);
            var finder = new CandidateFinder(database, words, options);
            List<(long Row, double Score)> ranked = Rank(finder.Find(parsed), new PassageRanker(parsed, words, options));
            List<PassageHit> hits = Take(ranked, count);
            int total = ranked.Count < count ? hits.Count : Math.Max(hits.Count, finder.CountEvery(parsed, CountLimit));
            return new PassageHits(hits, total) { Corrections = [.. parsed.Corrections.Select(static word => word.Written)] };
        }
    }

    /// <summary>
    /// Like <see cref="Search"/>, and where the index has embeddings joined by reciprocal-rank fusion with the passages
    /// nearest in meaning. Without its model the search goes on by words alone.
    /// </summary>
    public async Task<PassageHits> SearchAsync(string query, int count, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        VectorTable? table = embedder is null ? null : Vectors(embedder.Model);
        if (table is null || table.Count == 0)
        {
            return Search(query, count);
        }

        float[] meaning;
        try
        {
            meaning = (await embedder!.EmbedAsync([query], cancellationToken))[0];
        }
        catch (SourceException)
        {
            return Search(query, count);
        }

        PassageHits words = Search(query, MaxHits);
        List<PassageHit> near;
        lock (gate)
        {
            near = Take(table.Nearest(meaning, MaxHits), MaxHits);
        }

        IReadOnlyList<PassageHit> joined = RankFusion.Merge([words.Hits, near], static hit => hit.Passage.Id);
        return words with { Hits = [.. joined.Take(Math.Clamp(count, 1, MaxHits))], Total = Math.Max(words.Total, Math.Min(count, joined.Count)) };
    }

    /// <summary>The files and packs that the index was made from.</summary>
    public IReadOnlyList<ImportedOrigin> Origins()
    {
        lock (gate)
        {
            return Sql.Read(
                database, "SELECT name, passages, source, license FROM origin ORDER BY name",
                static row => new ImportedOrigin(row.GetString(0), row.GetInt32(1), row.GetString(2), row.GetString(3)));
        }
    }

    /// <summary>The passage of an id, or null.</summary>
    public Passage? Find(string id)
    {
        lock (gate)
        {
            return Sql.Scalar<byte[]>(database, "SELECT record FROM passage WHERE id = $id", ("$id", id)) is { } record ? Read(record) : null;
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

    private static Passage Read(byte[] record) =>
        JsonSerializer.Deserialize(record, PassageJson.Default.Passage) ?? throw new InvalidDataException("The index holds an empty record; import its files again.");

    // The vocabulary is read again when another connection has changed the file.
    private Vocabulary Current()
    {
        long version = Sql.Scalar<long>(database, "PRAGMA data_version");
        if (vocabulary is null || version != dataVersion)
        {
            vocabulary = VocabularyReader.Read(database);
            vectors = null;
            dataVersion = version;
        }

        return vocabulary;
    }

    private VectorTable Vectors(string model)
    {
        lock (gate)
        {
            Current();
            return vectors ??= VectorTable.Read(database, model);
        }
    }

    private List<(long Row, double Score)> Rank(HashSet<long> rows, PassageRanker ranker)
    {
        using SqliteCommand command = database.CreateCommand();
        command.CommandText = "SELECT terms FROM passage_terms WHERE row = $row";
        SqliteParameter parameter = command.Parameters.Add("$row", SqliteType.Integer);
        var ranked = new List<(long Row, double Score)>(rows.Count);
        foreach (long row in rows)
        {
            parameter.Value = row;
            if (command.ExecuteScalar() is byte[] terms)
            {
                ranked.Add((row, ranker.Score(PassageTerms.From(terms))));
            }
        }

        ranked.Sort(static (left, right) => left.Score == right.Score ? left.Row.CompareTo(right.Row) : right.Score.CompareTo(left.Score));
        return ranked;
    }

    private List<PassageHit> Take(List<(long Row, double Score)> ranked, int count)
    {
        var hits = new List<PassageHit>(count);
        var byText = new Dictionary<long, int>();
        foreach ((long row, double score) in ranked)
        {
            (long text, byte[] record) = Sql.Read(database, "SELECT text_hash, record FROM passage WHERE row = $row", static found => (found.GetInt64(0), found.GetFieldValue<byte[]>(1)), ("$row", row))[0];
            if (options.Duplicates && byText.TryGetValue(text, out int first))
            {
                hits[first] = hits[first] with { SameText = [.. hits[first].SameText, Read(record).Id] };
                continue;
            }

            if (hits.Count == count)
            {
                break;
            }

            byText.TryAdd(text, hits.Count);
            hits.Add(new PassageHit(Read(record), score));
        }

        return hits;
    }
}
