using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ClinSeek.Functions.Tests.EndToEnd;

/// <summary>One chat completion request, as a model reads it.</summary>
/// <param name="Body">The body.</param>
/// <param name="Number">1 for the endpoint's first request, refused ones counted.</param>
internal sealed partial record ModelRequest(string Body, int Number)
{
    private readonly IReadOnlyList<string> _texts = [.. Texts(Body)];

    /// <summary>The case's step, told from the evidence that the prompt lists.</summary>
    public int Step => 1 + _texts.SelectMany(static text => Listed().Matches(text))
        .Select(static match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).DefaultIfEmpty().Max();

    /// <summary>Whether a decision was sent back.</summary>
    public bool SentBack => _texts.Any(static text => text.StartsWith("Sent back: ", StringComparison.Ordinal));

    /// <summary>The first text within a piece of evidence that matches.</summary>
    public string Quote(string evidence, string pattern) =>
        _texts.Where(text => text.Contains($"[{evidence} ", StringComparison.Ordinal))
            .Select(text => Regex.Match(text[text.IndexOf($"[{evidence} ", StringComparison.Ordinal)..], pattern))
            .First(static match => match.Success).Value;

    private static IEnumerable<string> Texts(string body)
    {
        using JsonDocument document = JsonDocument.Parse(body);
        foreach (JsonElement message in document.RootElement.GetProperty("messages").EnumerateArray())
        {
            if (message.TryGetProperty("content", out JsonElement content))
            {
                yield return content.ValueKind == JsonValueKind.String
                    ? content.GetString()!
                    : string.Concat(content.EnumerateArray().Select(static part => part.TryGetProperty("text", out JsonElement text) ? text.GetString() : null));
            }
        }
    }

    [GeneratedRegex(@"^Evidence e(\d+)\.", RegexOptions.Multiline)]
    private static partial Regex Listed();
}
