using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ClinSeek.Knowledge.Tools;

/// <summary>
/// A call's arguments as a model or a person wrote them: numbers may come as text, text as numbers. The first that cannot
/// be read is kept as <see cref="Problem"/>.
/// </summary>
internal sealed class ToolArguments(AIFunctionArguments arguments)
{
    /// <summary>What is wrong and what would be right, or null.</summary>
    public string? Problem { get; private set; }

    public string? Text(string name) => arguments.TryGetValue(name, out object? value) ? AsText(value) : null;

    public int Number(string name, int otherwise)
    {
        string? text = Text(name)?.Trim();
        if (string.IsNullOrEmpty(text))
        {
            return otherwise;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && number == Math.Floor(number) && Math.Abs(number) <= int.MaxValue)
        {
            return (int)number;
        }

        Problem ??= $"{name} must be a whole number; leave it out for the default ({otherwise}).";
        return otherwise;
    }

    public bool Flag(string name)
    {
        string? text = Text(name)?.Trim();
        if (string.IsNullOrEmpty(text))
        {
            return false;
        }

        if (bool.TryParse(text, out bool flag))
        {
            return flag;
        }

        Problem ??= $"{name} must be true or false; leave it out for false.";
        return false;
    }

    private static string? AsText(object? value) => value switch
    {
        null => null,
        string text => text,
        bool flag => flag ? "true" : "false",
        JsonElement { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => null,
        JsonElement { ValueKind: JsonValueKind.String } element => element.GetString(),
        JsonElement element => element.GetRawText(),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
