using System.Text.Json;
using ClinSeek.Knowledge.Sources;
using Microsoft.Data.Sqlite;

namespace ClinSeek.Knowledge.Index;

/// <summary>The rows of one origin while it is imported.</summary>
internal sealed class PassageRows : IDisposable
{
    private readonly SqliteConnection database;
    private readonly string origin;
    private readonly TermNumbers numbers;
    private readonly Dictionary<string, (long Row, byte[] Hash)> before;
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Short, string Long), int> abbreviations = [];
    private readonly SqliteCommand insert;
    private readonly SqliteCommand owner;
    private long nextRow;
    private ImportCount count = ImportCount.None;

    public PassageRows(SqliteConnection database, string origin)
    {
        this.database = database;
        this.origin = origin;
        numbers = new TermNumbers(database);
        nextRow = Sql.Scalar<long>(database, "SELECT coalesce(max(row), 0) + 1 FROM passage");
        before = Sql.Read(database, "SELECT id, row, hash FROM passage WHERE origin = $origin", static row => (Id: row.GetString(0), Row: row.GetInt64(1), Hash: row.GetFieldValue<byte[]>(2)), ("$origin", origin))
            .ToDictionary(static row => row.Id, static row => (row.Row, row.Hash), StringComparer.Ordinal);
        owner = database.CreateCommand();
        owner.CommandText = "SELECT origin FROM passage WHERE id = $id";
        owner.Parameters.Add("$id", SqliteType.Text);
        insert = database.CreateCommand();
        insert.CommandText = """
            INSERT INTO passage (row, id, origin, hash, text_hash, record) VALUES ($row, $id, $origin, $hash, $text, $record);
            INSERT INTO passage_terms (row, terms) VALUES ($row, $terms);
            INSERT INTO passage_fts (rowid, title, focus, body) VALUES ($row, $title, $focus, $body);
            """;
        foreach (string name in new[] { "$row", "$id", "$origin", "$hash", "$text", "$record", "$terms", "$title", "$focus", "$body" })
        {
            insert.Parameters.AddWithValue(name, null);
        }

        insert.Parameters["$origin"].Value = origin;
    }

    /// <summary>By how much the terms of all titles grew.</summary>
    public long TitleTerms { get; private set; }

    /// <summary>By how much the terms of all texts grew.</summary>
    public long BodyTerms { get; private set; }

    /// <summary>Rows written.</summary>
    public int Written => count.Added + count.Changed;

    /// <summary>Adds a passage or replaces the one of its id.</summary>
    public void Put(AnalyzedPassage passage)
    {
        string id = passage.Passage.Id;
        if (!seen.Add(id))
        {
            throw new InvalidDataException($"The id '{id}' stands twice in {origin}; give every passage its own.");
        }

        if (before.TryGetValue(id, out (long Row, byte[] Hash) old))
        {
            if (old.Hash.AsSpan().SequenceEqual(passage.Hash))
            {
                count = count with { Unchanged = count.Unchanged + 1 };
                return;
            }

            Remove(old.Row);
            count = count with { Changed = count.Changed + 1 };
        }
        else
        {
            owner.Parameters[0].Value = id;
            if (owner.ExecuteScalar() is string other)
            {
                throw new InvalidDataException($"The id '{id}' of {origin} is taken by {other}; import one of them with a --collection name, which its ids then begin with.");
            }

            count = count with { Added = count.Added + 1 };
        }

        Insert(passage);
    }

    /// <summary>Removes what the origin no longer has and writes the terms.</summary>
    public ImportCount Finish()
    {
        foreach ((string id, (long row, _)) in before)
        {
            if (!seen.Contains(id))
            {
                Remove(row);
                count = count with { Removed = count.Removed + 1 };
            }
        }

        numbers.Save(database);
        foreach (((string abbreviation, string meaning), int by) in abbreviations.Where(static pair => pair.Value != 0))
        {
            Sql.Execute(
                database,
                "INSERT INTO abbreviation VALUES ($short, $long, $by) ON CONFLICT (short, long) DO UPDATE SET passages = passages + excluded.passages",
                ("$short", abbreviation), ("$long", meaning), ("$by", by));
        }

        return count;
    }

    public void Dispose()
    {
        insert.Dispose();
        owner.Dispose();
    }

    private void Insert(AnalyzedPassage passage)
    {
        var terms = new PassageTerms(Numbers(passage.Title), Numbers(passage.Focus), Numbers(passage.Body), passage.Sections);
        insert.Parameters["$row"].Value = nextRow++;
        insert.Parameters["$id"].Value = passage.Passage.Id;
        insert.Parameters["$hash"].Value = passage.Hash;
        insert.Parameters["$text"].Value = passage.TextHash;
        insert.Parameters["$record"].Value = passage.Record;
        insert.Parameters["$terms"].Value = terms.ToBytes();
        insert.Parameters["$title"].Value = string.Join(' ', passage.Title);
        insert.Parameters["$focus"].Value = passage.Passage.Focus is null && passage.Passage.Synonyms.Count == 0 ? string.Empty : string.Join(' ', passage.Focus);
        insert.Parameters["$body"].Value = string.Join(' ', passage.Body);
        insert.ExecuteNonQuery();
        Account(terms, passage.Abbreviations, 1);
    }

    private void Remove(long row)
    {
        byte[] terms = Sql.Scalar<byte[]>(database, "SELECT terms FROM passage_terms WHERE row = $row", ("$row", row))!;
        byte[] record = Sql.Scalar<byte[]>(database, "SELECT record FROM passage WHERE row = $row", ("$row", row))!;
        Passage passage = JsonSerializer.Deserialize(record, PassageJson.Default.Passage)!;
        Sql.Execute(
            database,
            "DELETE FROM passage_fts WHERE rowid = $row; DELETE FROM passage_terms WHERE row = $row; DELETE FROM passage WHERE row = $row; DELETE FROM embedding WHERE row = $row",
            ("$row", row));
        Account(PassageTerms.From(terms), AnalyzedPassage.Of(passage).Abbreviations, -1);
    }

    private void Account(PassageTerms terms, IReadOnlyList<(string Short, string Long)> pairs, int by)
    {
        numbers.Count(terms, by);
        TitleTerms += by * terms.Title.Length;
        BodyTerms += by * terms.Body.Length;
        foreach ((string, string) pair in pairs)
        {
            abbreviations[pair] = abbreviations.GetValueOrDefault(pair) + by;
        }
    }

    private int[] Numbers(string[] terms) => Array.ConvertAll(terms, numbers.Number);
}
