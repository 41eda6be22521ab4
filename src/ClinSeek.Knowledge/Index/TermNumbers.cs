using Microsoft.Data.Sqlite;

namespace ClinSeek.Knowledge.Index;

/// <summary>The numbers of terms while an index is written, with the counts that changed.</summary>
internal sealed class TermNumbers
{
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly List<int> passages = [];
    private readonly HashSet<int> changed = [];
    private readonly List<int> lastRound = [];
    private readonly int known;
    private int round;

    public TermNumbers(SqliteConnection database)
    {
        foreach ((string term, int count) in Sql.Read(database, "SELECT term, passages FROM term ORDER BY number", static row => (row.GetString(0), row.GetInt32(1))))
        {
            numbers[term] = passages.Count;
            passages.Add(count);
            lastRound.Add(0);
        }

        known = passages.Count;
    }

    /// <summary>The number of a term, a new one where it has none.</summary>
    public int Number(string term)
    {
        if (!numbers.TryGetValue(term, out int number))
        {
            number = passages.Count;
            numbers[term] = number;
            passages.Add(0);
            lastRound.Add(0);
        }

        return number;
    }

    /// <summary>Counts a passage in, or out with -1, for each of its terms.</summary>
    public void Count(PassageTerms terms, int by)
    {
        round++;
        Count(terms.Title, by);
        Count(terms.Focus, by);
        Count(terms.Body, by);
    }

    /// <summary>Writes what changed.</summary>
    public void Save(SqliteConnection database)
    {
        using SqliteCommand command = database.CreateCommand();
        command.CommandText = "INSERT INTO term (number, term, passages) VALUES ($number, $term, $passages) ON CONFLICT (number) DO UPDATE SET passages = excluded.passages";
        SqliteParameter number = command.Parameters.Add("$number", SqliteType.Integer);
        SqliteParameter term = command.Parameters.Add("$term", SqliteType.Text);
        SqliteParameter count = command.Parameters.Add("$passages", SqliteType.Integer);
        foreach ((string word, int at) in numbers)
        {
            if (at >= known || changed.Contains(at))
            {
                number.Value = at;
                term.Value = word;
                count.Value = passages[at];
                command.ExecuteNonQuery();
            }
        }
    }

    private void Count(int[] field, int by)
    {
        foreach (int number in field)
        {
            if (lastRound[number] != round)
            {
                lastRound[number] = round;
                passages[number] += by;
                changed.Add(number);
            }
        }
    }
}
