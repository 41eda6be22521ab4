using System.Text;
using System.Text.Json;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Ehr.SqlOnFhir;

namespace ClinSeek.Ehr.Database.Functions;

/// <summary>The sections of a composition as text, with their titles.</summary>
internal static class SectionText
{
    public static string? Read(IReadOnlyList<ViewValue> sections)
    {
        var text = new StringBuilder();
        foreach (ViewValue section in sections)
        {
            Append(section.Element, text);
        }

        return text.Length == 0 ? null : text.ToString().TrimEnd();
    }

    // The page reader bounds how deep JSON is nested.
    private static void Append(JsonElement section, StringBuilder text)
    {
        if (section.Text("title"u8) is { } title)
        {
            text.Append(title).Append('\n');
        }

        if (section.Get("text"u8).Text("div"u8) is { } html)
        {
            text.Append(HtmlText.Plain(html)).Append("\n\n");
        }

        foreach (JsonElement nested in section.Get("section"u8).Items())
        {
            Append(nested, text);
        }
    }
}
