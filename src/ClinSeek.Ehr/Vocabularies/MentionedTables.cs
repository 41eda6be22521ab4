using ClinSeek.Ehr.Database;

namespace ClinSeek.Ehr.Vocabularies;

/// <summary>Finds which candidate tables a query names, so that no other is laid beside the record.</summary>
internal static class MentionedTables
{
    /// <summary>Candidate tables beside one record at most: SQLite attaches no more than ten.</summary>
    public const int Most = 8;

    /// <summary>The names that stand in a statement as words of their own and that no table of the record has.</summary>
    public static IReadOnlyList<string> In(string sql, IEnumerable<string> candidates, PatientDatabase record) =>
        [.. candidates.Where(name => record.Find(name) is null && Stands(sql, name)).Take(Most)];

    private static bool Stands(string sql, string name)
    {
        for (int at = 0; (at = sql.IndexOf(name, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            if ((at == 0 || !IsWord(sql[at - 1])) && (at + name.Length == sql.Length || !IsWord(sql[at + name.Length])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsWord(char letter) => letter == '_' || char.IsLetterOrDigit(letter);
}
