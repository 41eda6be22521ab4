using ClinSeek.Knowledge.Sources;
using Microsoft.Data.Sqlite;

namespace ClinSeek.Benchmarks.Search;

/// <summary>The same texts into a bare FTS5 table with SQLite's own stemmer: what the file costs at least.</summary>
internal static class PlainInsert
{
    public static void Run(string file, IEnumerable<Passage> passages)
    {
        using var database = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        database.Open();
        using SqliteCommand create = database.CreateCommand();
        create.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; CREATE VIRTUAL TABLE plain USING fts5 (title, body, content='', tokenize='porter unicode61')";
        create.ExecuteNonQuery();
        using SqliteTransaction transaction = database.BeginTransaction();
        using SqliteCommand insert = database.CreateCommand();
        insert.CommandText = "INSERT INTO plain (rowid, title, body) VALUES ($row, $title, $body)";
        SqliteParameter row = insert.Parameters.Add("$row", SqliteType.Integer);
        SqliteParameter title = insert.Parameters.Add("$title", SqliteType.Text);
        SqliteParameter body = insert.Parameters.Add("$body", SqliteType.Text);
        long number = 0;
        foreach (Passage passage in passages)
        {
            row.Value = ++number;
            title.Value = passage.Title;
            body.Value = string.Join('\n', passage.Text);
            insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }
}
