namespace ClinSeek.Knowledge.Pages;

/// <summary>Breaks paragraphs into the lines that a page numbers.</summary>
internal static class TextWrap
{
    public const int Columns = 80;

    /// <summary>Lines of at most 80 columns, broken at spaces; a longer word is cut. An empty paragraph is one empty line.</summary>
    public static IEnumerable<string> Lines(string paragraph)
    {
        string rest = paragraph.ReplaceLineEndings(" ").Trim();
        while (rest.Length > Columns)
        {
            int space = rest.LastIndexOf(' ', Columns);
            int cut = space > 0 ? space : Columns;
            yield return rest[..cut].TrimEnd();
            rest = rest[cut..].TrimStart();
        }

        yield return rest;
    }
}
