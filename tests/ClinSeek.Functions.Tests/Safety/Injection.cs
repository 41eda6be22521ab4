using System.Text.Json;
using ClinSeek.Functions.Tests.Architecture;

namespace ClinSeek.Functions.Tests.Safety;

/// <summary>One injected text, what a model does that obeys it, and what must then be nowhere.</summary>
internal sealed record Injection(string Id, string Carrier, string Text, JsonElement Obeys, string Forbidden)
{
    /// <summary>All of tests/Fixtures/injections.</summary>
    public static IReadOnlyList<Injection> All { get; } =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "tests", "Fixtures", "injections", "injections.json"))).RootElement
            .GetProperty("injections").Deserialize<List<Injection>>(JsonSerializerOptions.Web)!;

    /// <summary>The message of a model that obeys: plain text, a tool call, or a decision that cites what it was told.</summary>
    /// <param name="evidence">The evidence that holds the text.</param>
    public object Message(string evidence)
    {
        if (Obeys.TryGetProperty("text", out JsonElement text))
        {
            return new { role = "assistant", content = text.GetString() };
        }

        (string name, object arguments) = Obeys.TryGetProperty("call", out JsonElement call)
            ? (call.GetString()!, (object)Obeys.GetProperty("arguments"))
            : ("finish", new
            {
                answer = Obeys.GetProperty("finish").GetString(),
                claims = new[] { new { text = "The record says so.", citations = new[] { new { evidence, quote = Obeys.GetProperty("quote").GetString() } } } },
            });
        return new
        {
            role = "assistant",
            content = (string?)null,
            tool_calls = new[] { new { id = "call_1", type = "function", function = new { name, arguments = JsonSerializer.Serialize(arguments) } } },
        };
    }
}
