using Microsoft.Data.Sqlite;

namespace ClinSeek.Knowledge.Index;

/// <summary>Reads the vocabulary of an index into memory.</summary>
internal static class VocabularyReader
{
    public static Vocabulary Read(SqliteConnection database)
    {
        (int passages, long title, long body) = Sql.Read(database, "SELECT passages, title_terms, body_terms FROM info", static row => (row.GetInt32(0), row.GetInt64(1), row.GetInt64(2)))[0];
        Dictionary<string, string[][]> abbreviations = Sql
            .Read(database, "SELECT short, long FROM abbreviation WHERE passages > 0 ORDER BY short, passages DESC, long", static row => (Short: row.GetString(0), Long: row.GetString(1).Split(' ')))
            .GroupBy(static pair => pair.Short).ToDictionary(static group => group.Key, static group => group.Select(static pair => pair.Long).ToArray(), StringComparer.Ordinal);
        double count = Math.Max(1, passages);
        return new Vocabulary(
            passages, title / count, body / count,
            Sql.Read(database, "SELECT term, passages FROM term ORDER BY number", static row => (row.GetString(0), row.GetInt32(1))),
            abbreviations);
    }
}
