using System.Globalization;
using System.Net;

namespace ClinSeek.Ehr.Fhir.Rest;

/// <summary>Compares what a server says that it searched (<c>link[self]</c>) with what was asked: a parameter that is not in it was ignored.</summary>
internal static class SelfLink
{
    public static SelfVerdict Compare(string? self, string patientParameter, string patientId, IEnumerable<KeyValuePair<string, string>> asked)
    {
        int query = self?.IndexOf('?', StringComparison.Ordinal) ?? -1;
        if (query < 0 || query == self!.Length - 1)
        {
            // After a POST many servers name the type alone: nothing is confirmed and nothing denied.
            return SelfVerdict.Silent;
        }

        ILookup<string, string> said = self[(query + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(static pair => pair.Split('=', 2))
            .ToLookup(static pair => Name(pair[0]), static pair => pair.Length == 2 ? WebUtility.UrlDecode(pair[1]) : string.Empty, StringComparer.Ordinal);
        var verdict = SelfVerdict.Confirmed;
        foreach ((string name, string value) in asked.Where(static pair => pair.Key is not ("_count" or "_summary")))
        {
            bool isPatient = name == patientParameter;
            string[] values = isPatient ? [.. said["patient"], .. said["subject"], .. said[name]] : [.. said[name]];
            verdict = values.Length == 0 ? Worse(verdict, SelfVerdict.Dropped)
                : values.Any(given => isPatient ? LastPart(given) == patientId : IsSameDate(given, value)) ? verdict
                : SelfVerdict.Changed;
        }

        return verdict;
    }

    private static SelfVerdict Worse(SelfVerdict x, SelfVerdict y) => x > y ? x : y;

    /// <summary>Servers add the target's type to a reference parameter: <c>subject:Patient</c>.</summary>
    private static string Name(string parameter) => WebUtility.UrlDecode(parameter).Split(':', 2)[0];

    private static string LastPart(string reference) => reference[(reference.LastIndexOf('/') + 1)..];

    /// <summary>Two spellings of one instant are the same parameter.</summary>
    private static bool IsSameDate(string given, string asked) =>
        given == asked
        || (given.Length > 2 && asked.Length > 2 && given[..2] == asked[..2]
            && DateTimeOffset.TryParse(given[2..].Replace(' ', '+'), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset left)
            && DateTimeOffset.TryParse(asked[2..], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset right)
            && left == right);
}
