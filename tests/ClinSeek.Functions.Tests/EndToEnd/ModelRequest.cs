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

    /// <summary>How many messages it has: with the step, what tells a case's requests apart.</summary>
    public int Messages
    {
        get
        {
            using JsonDocument document = JsonDocument.Parse(Body);
            return document.RootElement.GetProperty("messages").GetArrayLength();
        }
    }

    /// <summary>The tools offered, by their names on the wire.</summary>
    public IReadOnlyList<string> Tools
    {
        get
        {
            using JsonDocument document = JsonDocument.Parse(Body);
            return document.RootElement.TryGetProperty("tools", out JsonElement tools)
                ? [.. tools.EnumerateArray().Select(static tool => tool.GetProperty("function").GetProperty("name").GetString()!)]
                : [];
        }
    }

    /// <summary>Whether only a finish is accepted.</summary>
    public bool FinishOnly => Tools is ["finish"];

    /// <summary>Whether any message says something.</summary>
    public bool Says(string words) => _texts.Any(text => text.Contains(words, StringComparison.Ordinal));

    /// <summary>The number in a question such as «Question number 7?».</summary>
    public int CaseNumber => _texts.Select(static text => Numbered().Match(text)).First(static match => match.Success) is var match
        ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
        : 0;

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

    [GeneratedRegex(@"Question number (\d+)\?")]
    private static partial Regex Numbered();

    [GeneratedRegex(@"^Evidence e(\d+)\.", RegexOptions.Multiline)]
    private static partial Regex Listed();
}
