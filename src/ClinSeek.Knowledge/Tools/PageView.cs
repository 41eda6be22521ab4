using System.Globalization;
using System.Text;

namespace ClinSeek.Knowledge.Tools;

/// <summary>The display form of a page: a head, the window that is shown, and numbered lines.</summary>
internal static class PageView
{
    /// <summary>What a view shows at most where the caller set no number of lines: about 1,024 tokens.</summary>
    public const int DefaultCharacters = 4096;

    /// <summary>What any view shows at most.</summary>
    public const int MaxCharacters = 20_000;

    /// <summary>The line behind the last one shown, for a view from <paramref name="from"/>; at least one line is shown.</summary>
    public static int End(IReadOnlyList<string> lines, int from, int? count)
    {
        int limit = count is null ? DefaultCharacters : MaxCharacters;
        int last = count is { } wanted ? (int)Math.Min((long)lines.Count, (long)from + wanted) : lines.Count;
        int end = from, used = 0;
        while (end < last && (end == from || used + lines[end].Length + 8 <= limit))
        {
            used += lines[end].Length + 8;
            end++;
        }

        return end;
    }

    public static string Text(int cursor, string title, string address, IReadOnlyList<string> lines, int from, int end)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"[{cursor}] {title} ({address})\n**viewing lines [{from} - {end - 1}] of {lines.Count}**\n\n");
        for (int line = from; line < end; line++)
        {
            text.Append(CultureInfo.InvariantCulture, $"L{line}: {lines[line]}\n");
        }

        return text.ToString();
    }
}
