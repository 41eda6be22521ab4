using System.Text;
using System.Text.Json;
using ClinSeek.Ehr.Fhir;

namespace ClinSeek.Ehr.Database.Functions;

/// <summary>Reads CodeableConcepts.</summary>
internal static class Concept
{
    /// <summary>What a person would read: the text, else the first display, else the first code.</summary>
    public static string? Label(JsonElement concept)
    {
        JsonElement first = concept.Get("coding"u8).First();
        return concept.Text("text"u8) ?? first.Text("display"u8) ?? first.Text("code"u8);
    }

    /// <summary>The first code of a concept, or its text where it has no code.</summary>
    public static string? CodeOrText(JsonElement concept) => concept.Get("coding"u8).First().Text("code"u8) ?? concept.Text("text"u8);

    /// <summary>Every coding of some concepts as <c>|system|code|</c>, with a space around each; null where there is none.</summary>
    public static string? Tokens(IEnumerable<JsonElement> concepts)
    {
        StringBuilder? tokens = null;
        foreach (JsonElement concept in concepts)
        {
            foreach (JsonElement coding in concept.Get("coding"u8).Items())
            {
                if (coding.Text("code"u8) is { } code)
                {
                    string? system = CodeSystems.Short(coding.Get("system"u8));
                    tokens ??= new StringBuilder(" ");
                    Append(tokens, system, code);
                    if (CodeSystems.Standard(system, code) is { } standard)
                    {
                        Append(tokens, standard.System, standard.Code);
                    }
                }
            }
        }

        return tokens?.ToString();
    }

    private static void Append(StringBuilder tokens, string? system, string code) =>
        tokens.Append('|').Append(Plain(system)).Append('|').Append(Plain(code)).Append("| ");

    // A bar inside a code would forge a token of another system.
    private static string? Plain(string? text) => text is not null && text.Contains('|', StringComparison.Ordinal) ? text.Replace('|', '/') : text;
}
