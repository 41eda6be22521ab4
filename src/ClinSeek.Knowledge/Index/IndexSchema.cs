using Microsoft.Data.Sqlite;

namespace ClinSeek.Knowledge.Index;

/// <summary>The tables of an index.</summary>
internal static class IndexSchema
{
    public const int FormatVersion = 2;

    // FTS5 gets terms that are stemmed already, so its tokenizer only splits at blanks. Title and focus words count more:
    // they are a passage's subject, while its text also names what it is told apart from.
    private const string Tables = """
        CREATE TABLE info (format_version INTEGER NOT NULL, analyzer INTEGER NOT NULL, passages INTEGER NOT NULL,
            title_terms INTEGER NOT NULL, body_terms INTEGER NOT NULL, digest TEXT NOT NULL);
        CREATE TABLE origin (name TEXT PRIMARY KEY, hash TEXT NOT NULL, passages INTEGER NOT NULL, source TEXT NOT NULL, license TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE passage (row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, origin TEXT NOT NULL, hash BLOB NOT NULL, text_hash INTEGER NOT NULL, record BLOB NOT NULL);
        CREATE INDEX passage_origin ON passage (origin);
        CREATE TABLE passage_terms (row INTEGER PRIMARY KEY, terms BLOB NOT NULL);
        CREATE TABLE term (number INTEGER PRIMARY KEY, term TEXT NOT NULL, passages INTEGER NOT NULL);
        CREATE TABLE abbreviation (short TEXT NOT NULL, long TEXT NOT NULL, passages INTEGER NOT NULL, PRIMARY KEY (short, long)) WITHOUT ROWID;
        CREATE TABLE embedding (row INTEGER PRIMARY KEY, model TEXT NOT NULL, vector BLOB NOT NULL);
        CREATE VIRTUAL TABLE passage_fts USING fts5 (title, focus, body, content='', contentless_delete=1, tokenize='ascii');
        INSERT INTO passage_fts (passage_fts, rank) VALUES ('rank', 'bm25(4.0, 4.0, 1.0)');
        """;

    /// <summary>Makes the tables in an empty database.</summary>
    public static void Create(SqliteConnection database)
    {
        Sql.Execute(database, "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;");
        using SqliteTransaction transaction = database.BeginTransaction();
        Sql.Execute(database, Tables);
        Sql.Execute(database, $"INSERT INTO info VALUES ({FormatVersion}, {TextAnalyzer.Version}, 0, 0, 0, '')");
        transaction.Commit();
    }

    /// <summary>Whether the tables of this version are there.</summary>
    public static bool Exists(SqliteConnection database) =>
        Sql.Scalar<long>(database, "SELECT count(*) FROM sqlite_schema WHERE name = 'info'") > 0
        && Sql.Scalar<long>(database, $"SELECT count(*) FROM info WHERE format_version = {FormatVersion} AND analyzer = {TextAnalyzer.Version}") == 1;
}
