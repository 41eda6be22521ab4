using Microsoft.Data.Sqlite;

namespace ClinSeek.Knowledge.Index;

/// <summary>
/// Asks FTS5 for the passages that are worth ranking. BM25 visits every passage of every term it weighs, so the terms are
/// taken from the rarest on until a budget of passages is spent: common words cost most and tell least, and the ranker
/// counts them anyway in what the rare ones find.
/// </summary>
internal sealed class CandidateFinder(SqliteConnection database, Vocabulary vocabulary, RankingOptions options)
{
    /// <summary>Rows of candidates, without order.</summary>
    public HashSet<long> Find(ParsedQuery query)
    {
        (string Match, int Passages)[] wanted = [.. query.Concepts.Select(concept => (Match(concept), Passages: Frequency(concept)))
            .Where(static concept => concept.Passages > 0).OrderBy(static concept => concept.Passages)];
        var rows = new HashSet<long>();
        if (wanted.Length == 0)
        {
            return rows;
        }

        int taken = 1;
        for (int spent = wanted[0].Passages; taken < wanted.Length && (spent += wanted[taken].Passages) <= options.Postings;)
        {
            taken++;
        }

        string any = string.Join(" OR ", wanted.Take(taken).Select(static concept => concept.Match));
        bool common = wanted[0].Passages > options.Postings;
        Add(rows, common ? "{title focus} : (" + any + ")" : any);
        if (taken < wanted.Length || common)
        {
            Add(rows, string.Join(" AND ", wanted.Select(static concept => concept.Match)));
        }

        if (rows.Count == 0)
        {
            Add(rows, any);
        }

        return rows;
    }

    /// <summary>How many passages hold every concept, counted up to a limit.</summary>
    public int CountEvery(ParsedQuery query, int limit)
    {
        if (query.Concepts.Count == 0 || query.Concepts.Any(concept => Frequency(concept) == 0))
        {
            return 0;
        }

        using SqliteCommand command = database.CreateCommand();
        command.CommandText = "SELECT count(*) FROM (SELECT 1 FROM passage_fts WHERE passage_fts MATCH $match LIMIT $limit)";
        command.Parameters.AddWithValue("$match", string.Join(" AND ", query.Concepts.Select(Match)));
        command.Parameters.AddWithValue("$limit", limit);
        return Convert.ToInt32(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    private void Add(HashSet<long> rows, string match)
    {
        using SqliteCommand command = database.CreateCommand();
        command.CommandText = "SELECT rowid FROM passage_fts WHERE passage_fts MATCH $match ORDER BY rank LIMIT $count";
        command.Parameters.AddWithValue("$match", match);
        command.Parameters.AddWithValue("$count", options.Candidates);
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            rows.Add(reader.GetInt64(0));
        }
    }

    // Terms hold letters and digits only, and each form is quoted: no text whatever is an operator or a syntax error.
    private string Match(QueryConcept concept) =>
        "(" + string.Join(" OR ", concept.Forms.Where(form => form.All(term => vocabulary.Number(term) >= 0)).Select(static form => "\"" + string.Join(' ', form) + "\"")) + ")";

    private int Frequency(QueryConcept concept) => concept.Forms.Sum(form => form.Min(vocabulary.Passages));
}
