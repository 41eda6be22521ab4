using System.Text;
using System.Text.Json;
using ClinSeek.Ehr.Fhir;

namespace ClinSeek.Ehr.Database.Maps;

internal sealed class CompositionMap() : ResourceMap("Composition", PatientTables.Document, new Dictionary<string, Func<RowSource, object?>>
{
    ["id"] = static source => source.Id,
    ["type_code"] = static source => source.Node.Get("type"u8).Get("coding"u8).First().Text("code"u8),
    ["type_text"] = static source => Concept.Label(source.Node.Get("type"u8)),
    ["title"] = static source => source.Node.Text("title"u8),
    ["text"] = static source => Sections(source.Node),
})
{
    private static string? Sections(JsonElement composition)
    {
        var text = new StringBuilder();
        Append(composition.Get("section"u8), text);
        return text.Length == 0 ? null : text.ToString().TrimEnd();
    }

    private static void Append(JsonElement sections, StringBuilder text)
    {
        foreach (JsonElement section in sections.Items())
        {
            if (section.Text("title"u8) is { } title)
            {
                text.Append(title).Append('\n');
            }

            if (section.Get("text"u8).Text("div"u8) is { } html)
            {
                text.Append(HtmlText.Plain(html)).Append("\n\n");
            }

            Append(section.Get("section"u8), text);
        }
    }
}
