using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace ClinSeek.Ehr.Vocabularies;

/// <summary>Looks candidates up in the imported vocabularies. Read-only, thread-safe; a file that is not there has no tables.</summary>
/// <param name="file">The vocabularies' file.</param>
public sealed class VocabularyStore(string file)
{
    private const int Considered = 400;

    /// <summary>Looked up where a fuzzy query is too short to have a run of three letters.</summary>
    private const int ShortestRun = 3;

    /// <summary>The tables, by name.</summary>
    /// <exception cref="InvalidDataException">The file cannot be read.</exception>
    public IReadOnlyList<CandidateTable> Tables()
    {
        if (!File.Exists(file))
        {
            return [];
        }

        using SqliteConnection connection = VocabularySchema.OpenToRead(file);
        using SqliteCommand command = Command(connection, "SELECT v.name, v.description, v.source, v.columns, (SELECT count(*) FROM candidate c WHERE c.vocabulary = v.name) FROM vocabulary v ORDER BY v.name");
        using SqliteDataReader reader = command.ExecuteReader();
        var tables = new List<CandidateTable>();
        while (reader.Read())
        {
            tables.Add(new CandidateTable(reader.GetString(0), reader.GetString(1), reader.GetString(2), Fields(reader.GetString(3)), reader.GetInt32(4)));
        }

        return tables;
    }

    /// <summary>The candidates that contain a text literally, whatever its case, in order of their length.</summary>
    public CandidateHits ByKeyword(string table, string keyword, int skip, int take)
    {
        using SqliteConnection connection = VocabularySchema.OpenToRead(file);
        string folded = Trigrams.Fold(keyword);
        using SqliteCommand count = Command(connection, "SELECT count(*) FROM candidate WHERE vocabulary = $1 AND instr(folded, $2) > 0", table, folded);
        using SqliteCommand select = Command(connection, "SELECT text, fields FROM candidate WHERE vocabulary = $1 AND instr(folded, $2) > 0 ORDER BY length(text), text LIMIT $3 OFFSET $4", table, folded, take, skip);
        using SqliteDataReader reader = select.ExecuteReader();
        var hits = new List<CandidateHit>();
        while (reader.Read())
        {
            hits.Add(new CandidateHit(reader.GetString(0), Fields(reader.GetString(1))));
        }

        return new CandidateHits(hits, (int)(long)count.ExecuteScalar()!);
    }

    /// <summary>The candidates that look most like a text, by <see cref="EditRatio"/>, best first.</summary>
    public CandidateHits ByFuzzyMatching(string table, string keyword, int take)
    {
        string folded = Trigrams.Fold(keyword);
        return Best(Alike(table, folded, everything: folded.Length < ShortestRun), take, candidate => EditRatio.Of(folded, candidate.Folded));
    }

    /// <summary>The candidates that share most letters with a text, by the cosine of their trigrams: a lexical measure, blind to meaning.</summary>
    public CandidateHits ByTrigrams(string table, string query, double least, int take)
    {
        string folded = Trigrams.Fold(query);
        HashSet<string> runs = Trigrams.Of(folded);
        return Best(Alike(table, folded, everything: false), take, candidate => Trigrams.Cosine(runs, Trigrams.Of(candidate.Folded)), least);
    }

    /// <summary>The candidates nearest to a vector, by the cosine with their stored ones; null where the table has none of the model.</summary>
    public CandidateHits? ByVector(string table, string model, ReadOnlyMemory<float> query, double least, int take)
    {
        using SqliteConnection connection = VocabularySchema.OpenToRead(file);
        using SqliteCommand command = Command(connection, "SELECT c.text, c.fields, e.vector FROM embedding e JOIN candidate c ON c.id = e.candidate WHERE c.vocabulary = $1 AND e.model = $2", table, model);
        using SqliteDataReader reader = command.ExecuteReader();
        var found = new List<(CandidateHit Hit, double Score)>();
        bool any = false;
        while (reader.Read())
        {
            any = true;
            double score = Vectors.Dot(query.Span, MemoryMarshal.Cast<byte, float>(reader.GetFieldValue<byte[]>(2)));
            if (score >= least)
            {
                found.Add((new CandidateHit(reader.GetString(0), Fields(reader.GetString(1)), score), score));
            }
        }

        return any ? new CandidateHits([.. found.OrderByDescending(static hit => hit.Score).ThenBy(static hit => hit.Hit.Candidate, StringComparer.Ordinal).Take(take).Select(static hit => hit.Hit)], found.Count) : null;
    }

    private static CandidateHits Best(IEnumerable<(string Text, string Folded, string Fields)> candidates, int take, Func<(string Text, string Folded, string Fields), double> measure, double least = 0)
    {
        var scored = candidates.Select(candidate => (candidate, Score: measure(candidate))).Where(pair => pair.Score >= least).ToList();
        return new CandidateHits(
            [.. scored.OrderByDescending(static pair => pair.Score).ThenBy(static pair => pair.candidate.Text, StringComparer.Ordinal).Take(take)
                .Select(static pair => new CandidateHit(pair.candidate.Text, Fields(pair.candidate.Fields), pair.Score))],
            scored.Count);
    }

    /// <summary>The candidates that share runs of letters with a text, the likeliest of them.</summary>
    private List<(string Text, string Folded, string Fields)> Alike(string table, string folded, bool everything)
    {
        using SqliteConnection connection = VocabularySchema.OpenToRead(file);
        string runs = string.Join(" OR ", Trigrams.Of(folded).Where(static run => run.Length == 3).Select(static run => $"\"{run.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));
        using SqliteCommand command = everything || runs.Length == 0
            ? Command(connection, "SELECT text, folded, fields FROM candidate WHERE vocabulary = $1", table)
            : Command(connection, "SELECT c.text, c.folded, c.fields FROM candidate_runs r JOIN candidate c ON c.id = r.rowid WHERE candidate_runs MATCH $2 AND c.vocabulary = $1 ORDER BY r.rank LIMIT $3", table, runs, Considered);
        using SqliteDataReader reader = command.ExecuteReader();
        var found = new List<(string, string, string)>();
        while (reader.Read())
        {
            found.Add((reader.GetString(0), reader.GetString(1), reader.GetString(2)));
        }

        return found;
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
