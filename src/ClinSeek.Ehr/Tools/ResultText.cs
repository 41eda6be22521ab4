using System.Text;

namespace ClinSeek.Ehr.Tools;

/// <summary>Fits lines into the length that a tool result may have. Cuts are marked, and quotes are taken from what is left.</summary>
internal static class ResultText
{
    /// <summary>Characters of a result's text at most.</summary>
    public const int MaxChars = 24_000;

    private const int MaxQuoteChars = 120;

    /// <summary>The lines, each cut to its share of the room when they do not fit as they are.</summary>
    public static IReadOnlyList<string> Fit(IReadOnlyList<string> lines, int room)
    {
        if (lines.Sum(static line => line.Length + 1) <= room || lines.Count == 0)
        {
            return lines;
        }

        int share = Math.Max(40, (room / lines.Count) - 1);
        // Short lines leave room for long ones.
        int spare = lines.Sum(line => Math.Max(0, share - line.Length - 1));
        int longLines = lines.Count(line => line.Length >= share);
        int allowed = share + (longLines == 0 ? 0 : spare / longLines);
        return [.. lines.Select(line => Cut(line, allowed))];
    }

    /// <summary>Text that stands literally in the line and is short enough to quote.</summary>
    public static string? Quote(string line, string headline)
    {
        string quote = Shorten(headline);
        if (quote.Length == 0)
        {
            return null;
        }

        if (line.Contains(quote, StringComparison.Ordinal))
        {
            return quote;
        }

        int at = line.IndexOf(quote[..Math.Min(20, quote.Length)], StringComparison.Ordinal);
        int end = line.LastIndexOf(" […cut", StringComparison.Ordinal);
        return at >= 0 && end > at ? Shorten(line[at..end]) : null;
    }

    public static string Join(string head, IReadOnlyList<string> lines, string? tail)
    {
        var text = new StringBuilder(head);
        foreach (string line in lines)
        {
            text.Append('\n').Append(line);
        }

        if (tail is not null)
        {
            text.Append('\n').Append(tail);
        }

        return text.ToString();
    }

    // At the end of a sentence or a word where there is one in the second half, so that the quote reads on its own.
    private static string Shorten(string headline)
    {
        if (headline.Length <= MaxQuoteChars)
        {
            return headline.Trim();
        }

        string cut = headline[..SafeEnd(headline, MaxQuoteChars)];
        int sentence = cut.LastIndexOf(". ", StringComparison.Ordinal);
        int word = cut.LastIndexOf(' ');
        return (sentence >= MaxQuoteChars / 2 ? cut[..(sentence + 1)] : word >= MaxQuoteChars / 2 ? cut[..word] : cut).Trim();
    }

    private static string Cut(string line, int allowed)
    {
        const string Marker = " […cut]";
        return line.Length <= allowed ? line : line[..SafeEnd(line, Math.Max(1, allowed - Marker.Length))] + Marker;
    }

    private static int SafeEnd(string text, int length) => char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;
}
