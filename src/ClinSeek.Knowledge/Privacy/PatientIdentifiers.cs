using System.Text.Json;
using ClinSeek.Evidence.Text;

namespace ClinSeek.Knowledge.Privacy;

/// <summary>What a FHIR Patient resource says of who the patient is. PHI: it stays in the process and is never written.</summary>
public sealed class PatientIdentifiers
{
    private const int ShortestName = 2;
    private const int ShortestNumber = 4;

    private PatientIdentifiers(IReadOnlyCollection<string> words, IReadOnlyCollection<string> numbers)
    {
        Words = words;
        Numbers = numbers;
    }

    /// <summary>Nobody: outside a case only the general patterns are scrubbed.</summary>
    public static PatientIdentifiers None { get; } = new([], []);

    /// <summary>Names and parts of the address, in lower case, each one word.</summary>
    internal IReadOnlyCollection<string> Words { get; }

    /// <summary>Record numbers, telephone numbers and the like, letters and digits only, in lower case.</summary>
    internal IReadOnlyCollection<string> Numbers { get; }

    /// <summary>Reads Patient, RelatedPerson and Practitioner-like resources; whatever else is in them is ignored.</summary>
    public static PatientIdentifiers From(IEnumerable<JsonElement> resources, string? logicalId = null)
    {
        ArgumentNullException.ThrowIfNull(resources);
        var words = new HashSet<string>(StringComparer.Ordinal);
        var numbers = new HashSet<string>(StringComparer.Ordinal);
        AddNumber(numbers, logicalId);
        foreach (JsonElement resource in resources.Where(static resource => resource.ValueKind == JsonValueKind.Object))
        {
            AddNumber(numbers, Text(resource, "id"));
            foreach (JsonElement name in Items(resource, "name"))
            {
                AddWords(words, Text(name, "text"), Text(name, "family"));
                AddWords(words, [.. Items(name, "given").Select(static given => given.ValueKind == JsonValueKind.String ? given.GetString() : null)]);
            }

            foreach (JsonElement address in Items(resource, "address"))
            {
                AddWords(words, Text(address, "city"), Text(address, "text"));
                AddWords(words, [.. Items(address, "line").Select(static line => line.ValueKind == JsonValueKind.String ? line.GetString() : null)]);
                AddNumber(numbers, Text(address, "postalCode"));
            }

            foreach (JsonElement item in Items(resource, "identifier").Concat(Items(resource, "telecom")))
            {
                AddNumber(numbers, Text(item, "value"));
            }

            foreach (JsonElement contact in Items(resource, "contact").Where(static contact => contact.ValueKind == JsonValueKind.Object))
            {
                if (contact.TryGetProperty("name", out JsonElement name) && name.ValueKind == JsonValueKind.Object)
                {
                    AddWords(words, [Text(name, "family"), Text(name, "text"), .. Items(name, "given").Select(static given => given.ValueKind == JsonValueKind.String ? given.GetString() : null)]);
                }

                foreach (JsonElement telecom in Items(contact, "telecom"))
                {
                    AddNumber(numbers, Text(telecom, "value"));
                }
            }
        }

        return new PatientIdentifiers(words, numbers);
    }

    internal static string Plain(string text) => new([.. LetterFolding.Widths(text).Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);

    private static void AddWords(HashSet<string> words, params string?[] texts)
    {
        foreach (string word in texts.OfType<string>().SelectMany(static text => Index.TextAnalyzer.Words(text)))
        {
            // A house number or an initial alone identifies nobody, and would take ordinary words along.
            if (word.Length >= ShortestName && word.Any(char.IsLetter) && !AddressWords.Common.Contains(word))
            {
                words.Add(word);
            }
        }
    }

    private static void AddNumber(HashSet<string> numbers, string? value)
    {
        if (value is not null && Plain(value) is { Length: >= ShortestNumber } plain)
        {
            numbers.Add(plain);
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static JsonElement.ArrayEnumerator Items(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : default;
}
