using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using ClinSeek.Knowledge.Pages;

namespace ClinSeek.Knowledge.Sources.Import;

/// <summary>MedlinePlus health topics, as the National Library of Medicine publishes them: a passage an English topic, with its other names.</summary>
internal static class MedlinePlusReader
{
    public static IEnumerable<Passage> Read(string file, ImportDefaults defaults)
    {
        var draft = new PassageDraft(file, defaults with { Source = defaults.Source ?? "MedlinePlus, National Library of Medicine" });
        using Stream stream = Opened.Bytes(file);
        using XmlReader reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, IgnoreWhitespace = true });
        while (Next(reader, file) is { } topic)
        {
            if (topic.Attribute("language") is { } language && language.Value != "English")
            {
                continue;
            }

            string title = topic.Attribute("title")?.Value ?? string.Empty;
            string summary = topic.Element("full-summary")?.Value ?? topic.Attribute("meta-desc")?.Value ?? string.Empty;
            foreach (Passage passage in draft.Finish(Id(topic.Attribute("id")?.Value), title, [.. HtmlText.Read(summary, null).Parts.Select(static part => part.Text)], new Passage
            {
                Id = string.Empty,
                Title = title,
                Text = [],
                Focus = title,
                Section = "information",
                Synonyms = [.. topic.Elements("also-called").Select(static name => name.Value.Trim()).Where(static name => name.Length > 0)],
                Source = string.Empty,
                Url = topic.Attribute("url")?.Value,
                Date = Date(topic.Attribute("date-created")?.Value),
                License = string.Empty,
                Related = [.. topic.Elements("related-topic").Select(related => defaults.Collection is { Length: > 0 } collection ? $"{collection}-{Id(related.Attribute("id")?.Value)}" : Id(related.Attribute("id")?.Value))],
            }))
            {
                yield return passage;
            }
        }
    }

    // Reading a node already moves on to the one behind it.
    private static XElement? Next(XmlReader reader, string file)
    {
        try
        {
            while (!reader.EOF)
            {
                if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "health-topic")
                {
                    return (XElement)XNode.ReadFrom(reader);
                }

                if (reader is { NodeType: XmlNodeType.Element, Depth: 0 } && reader.LocalName != "health-topics")
                {
                    throw new InvalidDataException($"{Path.GetFileName(file)}: the root element is '{reader.LocalName}'; of XML only MedlinePlus health topics are read.");
                }

                reader.Read();
            }

            return null;
        }
        catch (XmlException error)
        {
            throw new InvalidDataException($"{Path.GetFileName(file)}: not well-formed XML ({error.Message})", error);
        }
    }

    private static string Id(string? id) => "medlineplus-" + id;

    private static string Date(string? written) =>
        DateOnly.TryParseExact(written, "MM/dd/yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date) ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : string.Empty;
}
