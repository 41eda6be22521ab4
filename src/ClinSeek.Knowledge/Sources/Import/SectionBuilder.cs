namespace ClinSeek.Knowledge.Sources.Import;

/// <summary>Cuts a document into passages at its headings: a passage is about the document, its heading tells the section.</summary>
internal sealed class SectionBuilder(PassageDraft draft, string file, string? title)
{
    private readonly List<(int Level, string Text)> path = [];
    private readonly List<string> paragraphs = [];
    private readonly List<Passage> passages = [];
    private string? document = title;
    private bool titled;

    /// <summary>Begins a section.</summary>
    public void Heading(int level, string text)
    {
        Close();
        if (level == 1 && !titled)
        {
            document ??= text;
            titled = true;
            return;
        }

        path.RemoveAll(heading => heading.Level >= level);
        path.Add((level, text));
    }

    /// <summary>Adds a paragraph to the section.</summary>
    public void Paragraph(string text)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            paragraphs.Add(text.Trim());
        }
    }

    /// <summary>The passages.</summary>
    public IReadOnlyList<Passage> Finish()
    {
        Close();
        return passages;
    }

    private void Close()
    {
        if (paragraphs.Count > 0)
        {
            string name = document ?? Path.GetFileNameWithoutExtension(file);
            string section = string.Join(": ", path.Select(static heading => heading.Text));
            string key = Slug(Path.GetFileNameWithoutExtension(file)) + (section.Length > 0 ? "." + Slug(section) : string.Empty);
            passages.AddRange(draft.Finish(key, section.Length > 0 ? $"{name}: {section}" : name, [.. paragraphs], new Passage
            {
                Id = string.Empty,
                Title = string.Empty,
                Text = [],
                Focus = name,
                Section = section.Length > 0 ? section : "overview",
                Source = string.Empty,
                License = string.Empty,
            }));
        }

        paragraphs.Clear();
    }

    private static string Slug(string text)
    {
        string slug = string.Join('-', Index.TextAnalyzer.Words(text).Where(static word => word.All(char.IsAsciiLetterOrDigit)));
        return slug.Length > 50 ? slug[..50].Trim('-') : slug.Length > 0 ? slug : "section";
    }
}
