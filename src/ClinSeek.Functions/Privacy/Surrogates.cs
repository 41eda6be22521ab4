using System.Globalization;
using System.Text.RegularExpressions;
using ClinSeek.Knowledge.Privacy;

namespace ClinSeek.Functions.Privacy;

/// <summary>
/// Writes something else for what identifies a patient, and reads it back. Full dates are moved by the case's own number of
/// weeks, so that order, distance and weekday stay; names, numbers and other dates become marks such as <c>⟦name 1⟧</c>, the
/// same for the same words. The same texts in the same order always give the same marks.
/// </summary>
internal sealed partial class Surrogates(QueryScrubber scrubber, int shiftDays)
{
    private readonly Dictionary<string, string> _marks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _words = new(StringComparer.Ordinal);

    /// <summary>How many different words were hidden behind marks.</summary>
    public int Count => _words.Count;

    /// <summary>An instant as the model is told it.</summary>
    public DateTimeOffset Hide(DateTimeOffset instant) => instant.AddDays(shiftDays);

    /// <summary>The text as it may go out.</summary>
    public string Hide(string text) => scrubber.Replace(text, Instead);

    /// <summary>A text of the model's with the patient's own words and dates.</summary>
    public string Reveal(string text)
    {
        string words = Mark().Replace(text, mark => _words.GetValueOrDefault(mark.Value, mark.Value));
        // Marks first: what was hidden behind one is no date of the model's.
        return text.Contains('⟦', StringComparison.Ordinal) ? Mark().Replace(Moved(text, -shiftDays), mark => _words.GetValueOrDefault(mark.Value, mark.Value)) : Moved(words, -shiftDays);
    }

    private string Instead(IdentifierKind kind, string words)
    {
        if (kind == IdentifierKind.Date && FullDate().Match(words) is { Success: true, Length: var length } && length == words.Length)
        {
            return Moved(words, shiftDays);
        }

        string key = $"{kind}/{words}";
        if (!_marks.TryGetValue(key, out string? mark))
        {
            string name = kind.ToString().ToLowerInvariant();
            mark = string.Create(CultureInfo.InvariantCulture, $"⟦{name} {_marks.Keys.Count(known => known.StartsWith(kind + "/", StringComparison.Ordinal)) + 1}⟧");
            _marks.Add(key, mark);
            _words.Add(mark, words);
        }

        return mark;
    }

    private static string Moved(string text, int days) => FullDate().Replace(text, match =>
        DateOnly.TryParseExact(match.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date) && date.DayNumber + days is > 0 and < 3_650_000
            ? date.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : match.Value);

    [GeneratedRegex(@"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")]
    private static partial Regex FullDate();

    [GeneratedRegex("⟦[a-z]+ [0-9]+⟧")]
    private static partial Regex Mark();
}
