using System.Text;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace ClinSeek.Knowledge.Sources.Import;

/// <summary>
/// Markdown: a passage a section. A head of <c>name: value</c> lines between <c>---</c> may give title, source, url, date
/// and license.
/// </summary>
internal static class MarkdownReader
{
    public static IEnumerable<Passage> Read(string file, ImportDefaults defaults)
    {
        (Dictionary<string, string> head, string text) = Head(Opened.Whole(file));
        ImportDefaults own = defaults with
        {
            Source = head.GetValueOrDefault("source") ?? defaults.Source,
            License = head.GetValueOrDefault("license") ?? head.GetValueOrDefault("licence") ?? defaults.License,
            Url = head.GetValueOrDefault("url") ?? defaults.Url,
        };
        var sections = new SectionBuilder(new PassageDraft(file, own), file, head.GetValueOrDefault("title"));
        foreach (Block block in Parsed(file, text))
        {
            if (block is HeadingBlock heading)
            {
                sections.Heading(heading.Level, Plain(heading.Inline));
            }
            else
            {
                Paragraphs(block, sections, string.Empty, 0);
            }
        }

        string? date = head.GetValueOrDefault("date");
        return sections.Finish().Select(passage => date is null ? passage : passage with { Date = date });
    }

    private static MarkdownDocument Parsed(string file, string text)
    {
        try
        {
            return Markdown.Parse(text);
        }
        catch (ArgumentException error)
        {
            // How the library says that quotes or lists are nested deeper than anybody writes.
            throw new InvalidDataException($"{Path.GetFileName(file)}: not readable as Markdown: it is nested too deeply.", error);
        }
    }

    private static void Paragraphs(Block block, SectionBuilder sections, string mark, int depth)
    {
        switch (block)
        {
            case LeafBlock { Inline: { } inline }:
                sections.Paragraph(mark + Plain(inline));
                break;
            case CodeBlock code:
                sections.Paragraph(code.Lines.ToString());
                break;
            case ContainerBlock container when depth < 20:
                foreach (Block child in container)
                {
                    Paragraphs(child, sections, block is ListItemBlock ? "- " : mark, depth + 1);
                }

                break;
        }
    }

    private static string Plain(ContainerInline? inline)
    {
        var text = new StringBuilder();
        foreach (Inline part in inline?.Descendants() ?? [])
        {
            text.Append(part switch
            {
                LiteralInline literal => literal.Content.ToString(),
                CodeInline code => code.Content,
                LineBreakInline => " ",
                HtmlEntityInline entity => entity.Transcoded.ToString(),
                _ => string.Empty,
            });
        }

        return text.ToString();
    }

    private static (Dictionary<string, string>, string) Head(string text)
    {
        var head = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (!text.StartsWith("---\n", StringComparison.Ordinal) || text.IndexOf("\n---\n", 3, StringComparison.Ordinal) is not (> 0 and var end))
        {
            return (head, text);
        }

        foreach (string line in text[4..end].Split('\n'))
        {
            string[] parts = line.Split(':', 2, StringSplitOptions.TrimEntries);
            if (parts.Length == 2 && parts[1].Length > 0)
            {
                head[parts[0]] = parts[1].Trim('"');
            }
        }

        return (head, text[(end + 5)..]);
    }
}
