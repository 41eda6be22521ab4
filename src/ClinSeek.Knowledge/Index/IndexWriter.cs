using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ClinSeek.Knowledge.Sources;
using Microsoft.Data.Sqlite;

namespace ClinSeek.Knowledge.Index;

/// <summary>Writes the tables of an index into an empty database, in one transaction.</summary>
internal static class IndexWriter
{
    public const int FormatVersion = 1;

    // Title words count four times: a passage's title is its subject, its text also names what it is told apart from.
    private const string Schema = """
        CREATE TABLE info (format_version INTEGER NOT NULL, passages INTEGER NOT NULL, digest TEXT NOT NULL, synonyms TEXT NOT NULL);
        CREATE TABLE passage (row INTEGER PRIMARY KEY, id TEXT NOT NULL, record BLOB NOT NULL);
        CREATE VIRTUAL TABLE passage_fts USING fts5 (title, text, content='', tokenize='porter unicode61 remove_diacritics 2');
        INSERT INTO passage_fts (passage_fts, rank) VALUES ('rank', 'bm25(4.0, 1.0)');
        """;

    public static KnowledgeInfo Write(SqliteConnection database, IEnumerable<Passage> passages)
    {
        using SqliteTransaction transaction = database.BeginTransaction();
        Execute(database, transaction, Schema);
        using SqliteCommand insert = database.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = "INSERT INTO passage (row, id, record) VALUES ($row, $id, $record); INSERT INTO passage_fts (rowid, title, text) VALUES ($row, $title, $text)";
        SqliteParameter row = insert.Parameters.Add("$row", SqliteType.Integer);
        SqliteParameter id = insert.Parameters.Add("$id", SqliteType.Text);
        SqliteParameter title = insert.Parameters.Add("$title", SqliteType.Text);
        SqliteParameter text = insert.Parameters.Add("$text", SqliteType.Text);
        SqliteParameter record = insert.Parameters.Add("$record", SqliteType.Blob);

        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        digest.AppendData(Encoding.UTF8.GetBytes(Synonyms.BuiltIn.Digest));
        int count = 0;
        foreach (Passage passage in passages)
        {
            byte[] json = JsonSerializer.SerializeToUtf8Bytes(passage, PassageJson.Default.Passage);
            digest.AppendData(json);
            digest.AppendData("\n"u8);
            row.Value = ++count;
            id.Value = passage.Id;
            title.Value = Synonyms.BuiltIn.Annotate(passage.Title);
            text.Value = Synonyms.BuiltIn.Annotate(string.Join('\n', passage.Text));
            record.Value = json;
            insert.ExecuteNonQuery();
        }

        // Made after the rows: building the id index once is faster than keeping it, and it finds a repeated id.
        Execute(database, transaction, "CREATE UNIQUE INDEX passage_id ON passage (id); INSERT INTO passage_fts (passage_fts) VALUES ('optimize');");
        var info = new KnowledgeInfo(FormatVersion, count, Convert.ToHexStringLower(digest.GetHashAndReset()));
        Execute(database, transaction, string.Create(CultureInfo.InvariantCulture, $"INSERT INTO info VALUES ({info.FormatVersion}, {info.Passages}, '{info.Digest}', '{Synonyms.BuiltIn.Digest}')"));
        transaction.Commit();
        return info;
    }

    private static void Execute(SqliteConnection database, SqliteTransaction transaction, string sql)
    {
        using SqliteCommand command = database.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
