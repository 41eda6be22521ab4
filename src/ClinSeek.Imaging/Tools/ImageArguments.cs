using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ClinSeek.Imaging.Tools;

/// <summary>
/// A call's arguments as a model or a person wrote them: numbers may come as text, lists as one text. The first that cannot be
/// read is kept as <see cref="Problem"/>.
/// </summary>
internal sealed class ImageArguments(AIFunctionArguments arguments)
{
    /// <summary>What is wrong and what would be right, or null.</summary>
    public string? Problem { get; private set; }

    /// <summary>Text; empty and missing are null.</summary>
    public string? Text(string name) =>
        (arguments.TryGetValue(name, out object? value) ? Plain(value) : null) is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    /// <summary>A number, or null where there is none.</summary>
    public double? Number(string name)
    {
        if (Text(name) is not { } text) return null;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)) return number;
        Problem ??= $"{name} must be a number.";
        return null;
    }

    /// <summary>A list, whether it came as one or as text between commas; null where there is none.</summary>
    public IReadOnlyList<string>? List(string name)
    {
        if (Text(name) is not { } text) return null;
        if (!text.StartsWith('[')) return Split(text);
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return [.. document.RootElement.EnumerateArray().Select(static item => Plain(item)?.Trim() ?? string.Empty)];
        }
        catch (JsonException)
        {
            return Split(text.Trim('[', ']'));
        }
    }

    private static string[] Split(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string? Plain(object? value) => value switch
    {
        null or JsonElement { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => null,
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } element => element.GetString(),
        JsonElement element => element.GetRawText(),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => JsonSerializer.Serialize(value),
    };
}
