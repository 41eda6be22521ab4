using System.Globalization;
using System.Text.Json;

namespace ClinSeek.Imaging.DicomWeb;

/// <summary>
/// A data set in the DICOM JSON model (PS3.18 Annex F). Absent, empty and unreadable values are all null; numbers are taken as
/// numbers or as text, since servers give both. Holds PHI where the archive sent any.
/// </summary>
public sealed class DicomJson
{
    private readonly JsonElement _root;

    private DicomJson(JsonElement root) => _root = root;

    /// <summary>The data sets of an answer; null where it is none.</summary>
    public static IReadOnlyList<DicomJson>? Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            JsonElement root = JsonElement.Parse(json.Span);
            return root.ValueKind switch
            {
                JsonValueKind.Array when root.EnumerateArray().All(static item => item.ValueKind == JsonValueKind.Object) =>
                    [.. root.EnumerateArray().Select(static item => new DicomJson(item))],
                // A single data set where a list belongs.
                JsonValueKind.Object => [new DicomJson(root)],
                _ => null,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether the element is there, with a value or without.</summary>
    public bool Has(uint tag) => Find(tag) is not null;

    /// <summary>The value representation that the element states.</summary>
    public string? Vr(uint tag) => Find(tag) is { } element && element.TryGetProperty("vr", out JsonElement vr) && vr.ValueKind == JsonValueKind.String ? Read(vr) : null;

    /// <summary>The first value as text; for a person's name its alphabetic form.</summary>
    public string? Text(uint tag) => Values(tag) is [string first, ..] ? first : null;

    /// <summary>All values as text; a value with backslashes is several.</summary>
    public IReadOnlyList<string> Values(uint tag) =>
        [.. Items(tag).Select(Text).OfType<string>().SelectMany(static text => text.Split('\\')).Select(static text => text.Trim(' ', '\0')).Where(static text => text.Length > 0)];

    /// <summary>A UID, or null where the value is not one.</summary>
    public string? Uid(uint tag) => Text(tag) is { } text && IsUid(text) ? text : null;

    /// <summary>Whether a text is a UID: digits and dots, 64 of them at most.</summary>
    internal static bool IsUid(string text) => text.Length is > 0 and <= 64 && text.All(static c => char.IsAsciiDigit(c) || c == '.');

    /// <summary>The first value as a whole number.</summary>
    public int? WholeNumber(uint tag) =>
        double.TryParse(Text(tag), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number == Math.Truncate(number) && Math.Abs(number) <= int.MaxValue
            ? (int)number
            : null;

    /// <summary>The items of a sequence.</summary>
    public IReadOnlyList<DicomJson> Sequence(uint tag) =>
        [.. Items(tag).Where(static item => item.ValueKind == JsonValueKind.Object).Select(static item => new DicomJson(item))];

    private JsonElement.ArrayEnumerator Items(uint tag) =>
        Find(tag) is { } element && element.TryGetProperty("Value", out JsonElement value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : default;

    private JsonElement? Find(uint tag)
    {
        string name = tag.ToString("X8", CultureInfo.InvariantCulture);
        if (_root.TryGetProperty(name, out JsonElement element)
            // Upper case by the standard, lower case by some.
            || _root.TryGetProperty(name.ToLowerInvariant(), out element))
        {
            return element.ValueKind == JsonValueKind.Object ? element : null;
        }

        return null;
    }

    private static string? Text(JsonElement item) => item.ValueKind switch
    {
        JsonValueKind.String => Read(item),
        JsonValueKind.Number => item.GetRawText(),
        JsonValueKind.Object when item.TryGetProperty("Alphabetic", out JsonElement name) && name.ValueKind == JsonValueKind.String => Read(name),
        _ => null,
    };

    /// <summary>The text, or null where its escapes are no text: half a surrogate pair, which the parser lets pass.</summary>
    private static string? Read(JsonElement text)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
