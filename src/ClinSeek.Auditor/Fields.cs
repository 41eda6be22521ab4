using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ClinSeek.Auditor;

/// <summary>The forms that docs/audit-format.md gives for fields.</summary>
internal static partial class Fields
{
    /// <summary>Whether the members are exactly those named, of which the optional ones may be missing.</summary>
    public static bool AreExactly(Dictionary<string, JsonElement> members, string[] required, string[] optional) =>
        required.All(members.ContainsKey) && members.Keys.All(name => required.Contains(name) || optional.Contains(name));

    public static string? Text(JsonElement value, Regex form) =>
        value.ValueKind == JsonValueKind.String && value.GetString() is string text && form.IsMatch(text) ? text : null;

    public static long? Integer(JsonElement value, long maximum) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number) && number >= 0 && number <= maximum ? number : null;

    public static bool IsTime(JsonElement value) =>
        Text(value, TimeForm()) is string text
        && DateTime.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    /// <summary>An object of names to strings of a form, or null where it is not one.</summary>
    public static Dictionary<string, string>? Map(JsonElement value, Regex form)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (JsonProperty member in value.EnumerateObject())
        {
            if (!NameForm().IsMatch(member.Name) || Text(member.Value, form) is not string text)
            {
                return null;
            }

            map.Add(member.Name, text);
        }

        return map;
    }

    // \z, not $: the latter would let a final line feed through.
    [GeneratedRegex(@"\A[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z\z", RegexOptions.CultureInvariant)]
    public static partial Regex TimeForm();

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,64}\z", RegexOptions.CultureInvariant)]
    public static partial Regex NameForm();

    [GeneratedRegex(@"\A[0-9a-f]{64}\z", RegexOptions.CultureInvariant)]
    public static partial Regex DigestForm();

    [GeneratedRegex(@"\A[0-9a-f]{128}\z", RegexOptions.CultureInvariant)]
    public static partial Regex SignatureForm();

    [GeneratedRegex(@"\A[a-z0-9-]{1,60}\z", RegexOptions.CultureInvariant)]
    public static partial Regex CaseForm();

    [GeneratedRegex(@"\A[\x20-\x21\x23-\x5b\x5d-\x7e]{1,128}\z", RegexOptions.CultureInvariant)]
    public static partial Regex ActorForm();

    [GeneratedRegex(@"\A[\x20-\x21\x23-\x5b\x5d-\x7e]{0,256}\z", RegexOptions.CultureInvariant)]
    public static partial Regex FactForm();

    [GeneratedRegex(@"\A[A-Za-z0-9._:-]{1,128}\z", RegexOptions.CultureInvariant)]
    public static partial Regex RequestForm();

    [GeneratedRegex(@"\A(case\.(opened|resumed|failed|sealed)|step\.recorded|decision\.(concluded|approved|rejected)|writeback\.recorded|operator\.[a-z-]{1,40})\z", RegexOptions.CultureInvariant)]
    public static partial Regex KindForm();
}
