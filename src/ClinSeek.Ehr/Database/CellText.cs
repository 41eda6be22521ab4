namespace ClinSeek.Ehr.Database;

/// <summary>Cuts long cells, visibly.</summary>
internal static class CellText
{
    public static string Cut(string text, int maxChars)
    {
        if (text.Length <= maxChars)
        {
            return text;
        }

        int end = char.IsHighSurrogate(text[maxChars - 1]) ? maxChars - 1 : maxChars;
        return $"{text.AsSpan(0, end)} […cut: {end} of {text.Length} characters; read on with substr(column, {end + 1}, 2000)]";
    }
}
