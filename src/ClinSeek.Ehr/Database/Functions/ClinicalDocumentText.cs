using System.Text;
using System.Xml;

namespace ClinSeek.Ehr.Database.Functions;

/// <summary>A C-CDA document as text: the title and narrative of each section. Other XML is all its text.</summary>
internal static class ClinicalDocumentText
{
    private const string Hl7 = "urn:hl7-org:v3";
    private static readonly HashSet<string> Blocks = new(StringComparer.Ordinal) { "paragraph", "item", "tr", "br", "caption", "title", "list", "table", "text" };

    // No entity is expanded and nothing is fetched.
    private static readonly XmlReaderSettings Closed = new() { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, IgnoreComments = true };

    public static string? Plain(byte[] xml)
    {
        var narrative = new StringBuilder();
        var all = new StringBuilder();
        string broken = string.Empty;
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(xml), Closed);
            Read(reader, narrative, all);
        }
        catch (XmlException)
        {
            // What stands before the broken place is still what the document says.
            broken = "\n[the document is broken here]";
        }

        string told = narrative.ToString();
        string text = (string.IsNullOrWhiteSpace(told) ? all.ToString() : told) + broken;
        return string.IsNullOrWhiteSpace(text) ? null : Tidy(text);
    }

    private static void Read(XmlReader reader, StringBuilder narrative, StringBuilder all)
    {
        // The depth of the section text or title that is being read; -1 outside of any.
        int inside = -1;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    if (inside < 0 && !reader.IsEmptyElement && reader.NamespaceURI == Hl7 && reader.LocalName is "title" or "text" && reader.Depth > 0)
                    {
                        inside = reader.Depth;
                    }

                    Break(reader, inside >= 0 ? narrative : all);
                    if (reader.LocalName == "sup")
                    {
                        TextLines.Raise(inside >= 0 ? narrative : all);
                    }

                    break;
                case XmlNodeType.EndElement:
                    Break(reader, inside >= 0 ? narrative : all);
                    inside = reader.Depth == inside ? -1 : inside;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace:
                    (inside >= 0 ? narrative : all).Append(reader.Value);
                    break;
                default:
                    break;
            }
        }
    }

    private static void Break(XmlReader reader, StringBuilder text)
    {
        if (Blocks.Contains(reader.LocalName))
        {
            text.Append('\n');
        }
        else if (reader.LocalName is "td" or "th")
        {
            text.Append(' ');
        }
    }

    private static string Tidy(string text) => string.Join(
        '\n', text.Split('\n').Select(static line => string.Join(' ', line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).Where(static line => line.Length > 0));
}
