using ClinSeek.Ehr.Database;

namespace ClinSeek.Ehr.Tools;

/// <summary>The WHERE clause of a code argument.</summary>
internal readonly record struct CodeFilter(string Where, IReadOnlyList<object?> Parameters, string Words, string? Problem)
{
    private const int MaxCodes = 20;

    public static CodeFilter Of(PatientTable table, string? code)
    {
        if (string.IsNullOrWhiteSpace(code))
        {
            return new CodeFilter(string.Empty, [], string.Empty, null);
        }

        if (table.CodeColumn is not { } column)
        {
            return new CodeFilter(string.Empty, [], string.Empty, $"{table.Name} has no codes. Leave code out.");
        }

        string[] codes = code.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (codes.Length is 0 or > MaxCodes)
        {
            return new CodeFilter(string.Empty, [], string.Empty, $"code takes 1 to {MaxCodes} codes, separated by commas.");
        }

        bool tokens = column != "type_code";
        IEnumerable<string> tests = codes.Select((_, place) => tokens ? $@"{column} LIKE ?{place + 1} ESCAPE '\'" : $"{column} = ?{place + 1}");
        return new CodeFilter(
            $" WHERE ({string.Join(" OR ", tests)})",
            [.. codes.Select(item => tokens ? Pattern(item) : item[(item.LastIndexOf('|') + 1)..])],
            $" of code {string.Join(", ", codes)}",
            null);
    }

    /// <summary>With a system the code is a prefix, without one it is whole.</summary>
    private static string Pattern(string code)
    {
        string plain = code.Trim('|').Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
        return plain.Contains('|', StringComparison.Ordinal) ? $"%|{plain}%" : $"%|{plain}|%";
    }
}
