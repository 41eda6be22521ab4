using ClinSeek.Knowledge.Pages;

namespace ClinSeek.Knowledge.Sources.Import;

/// <summary>HTML: a passage a section, scripts, forms and navigation left out.</summary>
internal static class HtmlReader
{
    public static IEnumerable<Passage> Read(string file, ImportDefaults defaults)
    {
        HtmlText document = HtmlText.Read(Opened.Whole(file), null);
        var sections = new SectionBuilder(new PassageDraft(file, defaults), file, document.Title);
        foreach (HtmlBlock block in document.Parts)
        {
            if (block.Level > 0)
            {
                sections.Heading(block.Level, block.Text);
            }
            else
            {
                sections.Paragraph(block.Text);
            }
        }

        return sections.Finish();
    }
}
