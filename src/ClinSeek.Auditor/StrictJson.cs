using System.Text;
using System.Text.Json;

namespace ClinSeek.Auditor;

/// <summary>Reads a line only when it is spelled as RFC 8785 demands. The format has integers below 2^53 only, so a number is canonical when it has no sign, point, exponent or leading zero.</summary>
internal static class StrictJson
{
    /// <summary>The members of the object on a line, or null where the line is not one in canonical spelling.</summary>
    public static Dictionary<string, JsonElement>? Members(byte[] line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            var text = new StringBuilder();
            return Spell(document.RootElement, text) && Encoding.UTF8.GetBytes(text.ToString()).AsSpan().SequenceEqual(line)
                ? document.RootElement.EnumerateObject().ToDictionary(static member => member.Name, static member => member.Value.Clone(), StringComparer.Ordinal)
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Writes a value in canonical spelling; false where it has none here.</summary>
    public static bool Spell(JsonElement value, StringBuilder text)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                return SpellObject(value, text);
            case JsonValueKind.String:
                SpellString(value.GetString()!, text);
                return true;
            case JsonValueKind.Number when value.TryGetInt64(out long number) && number is >= 0 and < 1L << 53:
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{number}");
                return true;
            default:
                return false;
        }
    }

    private static bool SpellObject(JsonElement value, StringBuilder text)
    {
        List<JsonProperty> members = [.. value.EnumerateObject()];
        members.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        text.Append('{');
        for (int index = 0; index < members.Count; index++)
        {
            if (index > 0)
            {
                if (members[index].Name == members[index - 1].Name)
                {
                    return false;
                }

                text.Append(',');
            }

            SpellString(members[index].Name, text);
            text.Append(':');
            if (!Spell(members[index].Value, text))
            {
                return false;
            }
        }

        text.Append('}');
        return true;
    }

    private static void SpellString(string value, StringBuilder text)
    {
        const string named = "\b\t\n\f\r\"\\";
        const string letters = "btnfr\"\\";
        text.Append('"');
        foreach (char unit in value)
        {
            int at = named.IndexOf(unit, StringComparison.Ordinal);
            if (at >= 0)
            {
                text.Append('\\').Append(letters[at]);
            }
            else if (unit < 0x20)
            {
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
            }
            else
            {
                text.Append(unit);
            }
        }

        text.Append('"');
    }
}
