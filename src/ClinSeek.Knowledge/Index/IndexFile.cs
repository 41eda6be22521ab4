using ClinSeek.Knowledge.Sources;
using Microsoft.Data.Sqlite;

namespace ClinSeek.Knowledge.Index;

/// <summary>An index file that is written to. One writer at a time; readers go on meanwhile.</summary>
public sealed class IndexFile : IDisposable
{
    private readonly SqliteConnection database;
    private readonly IndexWriter writer;

    static IndexFile() => SQLitePCL.Batteries_V2.Init();

    private IndexFile(SqliteConnection database)
    {
        this.database = database;
        writer = new IndexWriter(database);
    }

    /// <summary>Opens an index for writing, a new one where there is none.</summary>
    /// <exception cref="InvalidDataException">The file is no index or of another version.</exception>
    public static IndexFile OpenOrCreate(string file)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        SqliteConnection database = Connect(file, SqliteOpenMode.ReadWriteCreate);
        try
        {
            if (Sql.Scalar<long>(database, "SELECT count(*) FROM sqlite_schema") == 0)
            {
                IndexSchema.Create(database);
            }

            return IndexSchema.Exists(database) ? new IndexFile(database) : throw new InvalidDataException("another format version");
        }
        catch (Exception error) when (error is SqliteException { SqliteErrorCode: 26 } or InvalidDataException)
        {
            database.Dispose();
            throw new InvalidDataException($"{file} is not a knowledge index of format version {IndexSchema.FormatVersion}; delete it and import its files again.", error);
        }
    }

    /// <summary>Whether an origin was imported with this hash already.</summary>
    public bool IsCurrent(ImportOrigin origin)
    {
        ArgumentNullException.ThrowIfNull(origin);
        return writer.HashOf(origin.Name) == origin.Hash;
    }

    /// <summary>Brings the index to the state of an origin, in one transaction.</summary>
    /// <exception cref="InvalidDataException">An id repeats or belongs to another origin.</exception>
    /// <exception cref="IOException">It could not be written; the index is as it was.</exception>
    public ImportCount Import(ImportOrigin origin, IEnumerable<Passage> passages, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(origin);
        ArgumentNullException.ThrowIfNull(passages);
        try
        {
            return writer.Import(origin, passages, cancellationToken);
        }
        catch (SqliteException error)
        {
            string cause = error.SqliteErrorCode switch { 5 => "another process writes to it", 13 => "the disk is full", _ => error.Message };
            throw new IOException($"The knowledge index could not be written: {cause}. It is as it was before this file.", error);
        }
    }

    /// <summary>Brings in the passages that come with the program, so that they are ranked together with the imported ones.</summary>
    public ImportCount ImportBuiltIn()
    {
        var origin = new ImportOrigin("comes with the program", PassagePack.BuiltInHash(), "as each passage says", "Apache-2.0");
        return IsCurrent(origin) ? ImportCount.None : Import(origin, PassagePack.BuiltIn());
    }

    /// <summary>
    /// Embeds the passages that have no vector of the model yet, in batches that are each committed: cut in the middle, it
    /// goes on from there.
    /// </summary>
    /// <returns>How many were embedded.</returns>
    /// <exception cref="SourceException">The model did not answer.</exception>
    public async Task<int> EmbedAsync(ITextEmbedder embedder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(embedder);
        int done = 0;
        while (VectorTable.Missing(database, embedder.Model) is { Count: > 0 } missing)
        {
            IReadOnlyList<float[]> vectors = await embedder.EmbedAsync([.. missing.Select(static row => row.Text)], cancellationToken);
            using SqliteTransaction transaction = database.BeginTransaction();
            for (int at = 0; at < missing.Count; at++)
            {
                VectorTable.Put(database, missing[at].Row, embedder.Model, vectors[at]);
            }

            transaction.Commit();
            done += missing.Count;
        }

        return done;
    }

    /// <inheritdoc/>
    public void Dispose() => database.Dispose();

    internal static SqliteConnection Connect(string file, SqliteOpenMode mode)
    {
        var database = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }.ToString());
        database.Open();
        return database;
    }
}
