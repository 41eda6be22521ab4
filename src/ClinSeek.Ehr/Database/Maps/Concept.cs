using System.Text;
using System.Text.Json;
using ClinSeek.Ehr.Fhir;

namespace ClinSeek.Ehr.Database.Maps;

/// <summary>A CodeableConcept as the coding columns show it.</summary>
/// <param name="Code">Of the first coding.</param>
/// <param name="System">Its system, shortened where a short name is agreed.</param>
/// <param name="Display">Its display, or the concept's text.</param>
/// <param name="Codes">Every coding as <c>|system|code|</c>, with a space around each.</param>
internal sealed record Concept(string? Code, string? System, string? Display, string? Codes)
{
    private static readonly Concept None = new(null, null, null, null);

    public static Concept Of(JsonElement concept)
    {
        if (concept.ValueKind != JsonValueKind.Object)
        {
            return None;
        }

        JsonElement first = concept.Get("coding"u8).First();
        return new Concept(
            first.Text("code"u8),
            CodeSystems.Short(first.Get("system"u8)),
            first.Text("display"u8) ?? concept.Text("text"u8),
            Tokens(concept));
    }

    /// <summary>What a person would read: the text, else the first display, else the first code.</summary>
    public static string? Label(JsonElement concept)
    {
        JsonElement first = concept.Get("coding"u8).First();
        return concept.Text("text"u8) ?? first.Text("display"u8) ?? first.Text("code"u8);
    }

    /// <summary>The first code of a concept, or its text where it has no code.</summary>
    public static string? CodeOrText(JsonElement concept) => concept.Get("coding"u8).First().Text("code"u8) ?? concept.Text("text"u8);

    /// <summary>The codings of a concept, or of each concept of a list, as tokens; null where there is none.</summary>
    public static string? Tokens(JsonElement concepts)
    {
        if (concepts.Get("coding"u8) is { ValueKind: JsonValueKind.Array } codings && codings.GetArrayLength() == 1)
        {
            return codings[0].Text("code"u8) is { } code ? $" |{Plain(CodeSystems.Short(codings[0].Get("system"u8)))}|{Plain(code)}| " : null;
        }

        StringBuilder? tokens = null;
        if (concepts.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement concept in concepts.EnumerateArray())
            {
                Append(concept, ref tokens);
            }
        }
        else
        {
            Append(concepts, ref tokens);
        }

        return tokens?.ToString();
    }

    private static void Append(JsonElement concept, ref StringBuilder? tokens)
    {
        foreach (JsonElement coding in concept.Get("coding"u8).Items())
        {
            if (coding.Text("code"u8) is { } code)
            {
                tokens ??= new StringBuilder(" ");
                tokens.Append('|').Append(Plain(CodeSystems.Short(coding.Get("system"u8)))).Append('|').Append(Plain(code)).Append("| ");
            }
        }
    }

    // A bar inside a code would forge a token of another system.
    private static string? Plain(string? text) => text is not null && text.Contains('|', StringComparison.Ordinal) ? text.Replace('|', '/') : text;
}
