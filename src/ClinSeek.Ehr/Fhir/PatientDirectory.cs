using System.Text.Json;
using ClinSeek.Ehr.Time;

namespace ClinSeek.Ehr.Fhir;

/// <summary>Makes the list of patients that a person chooses from.</summary>
internal sealed class PatientDirectory
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, FhirEntry> _patients = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Problem> _problems = new(StringComparer.Ordinal);

    public static IReadOnlyList<PatientListing> List(IEnumerable<FhirEntry> entries)
    {
        var directory = new PatientDirectory();
        directory.Add([.. entries]);
        return directory.List();
    }

    /// <summary>Takes what it needs of a page's entries, which may be gone afterwards. The order of pages does not matter.</summary>
    public void Add(IReadOnlyList<FhirEntry> entries)
    {
        lock (_gate)
        {
            foreach (FhirEntry entry in entries.Where(static entry => !entry.Deleted))
            {
                Add(entry);
            }
        }
    }

    public IReadOnlyList<PatientListing> List()
    {
        ILookup<string, Problem> byPatient = _problems
            .Select(pair => (Id: _names.GetValueOrDefault(pair.Key) ?? _names.GetValueOrDefault(FhirReference.Key(pair.Key) ?? string.Empty), pair.Value))
            .Where(static pair => pair.Id is not null)
            .ToLookup(static pair => pair.Id!, static pair => pair.Value, StringComparer.Ordinal);
        return [.. _patients.Values
            .Select(patient => Listing(patient, byPatient[patient.Id].Order().LastOrDefault().Text))
            .OrderBy(static patient => patient.Name, StringComparer.Ordinal).ThenBy(static patient => patient.Id, StringComparer.Ordinal)];
    }

    private static PatientListing Listing(FhirEntry patient, string? problem)
    {
        using JsonDocument document = patient.Parse();
        return new PatientListing(patient.Id, Name(document.RootElement) ?? patient.Id, document.RootElement.Text("birthDate"u8), problem);
    }

    private void Add(FhirEntry entry)
    {
        if (entry.Type == "Patient")
        {
            if (!_patients.TryGetValue(entry.Id, out FhirEntry? known) || VersionOrder.Instance.Compare(entry, known) > 0)
            {
                _patients[entry.Id] = entry.Detach();
            }

            _names[entry.Key] = entry.Id;
            _names["urn:uuid:" + entry.Id] = entry.Id;
            _names[entry.FullUrl ?? entry.Key] = entry.Id;
        }
        else if (entry.Subject is { } subject && ProblemOf(entry) is { } problem)
        {
            string name = FhirReference.WithoutVersion(subject);
            if (!_problems.TryGetValue(name, out Problem best) || problem.CompareTo(best) > 0)
            {
                _problems[name] = problem;
            }
        }
    }

    private static string? Name(JsonElement patient)
    {
        JsonElement chosen = default;
        foreach (JsonElement name in patient.Get("name"u8).Items())
        {
            if (chosen.ValueKind == JsonValueKind.Undefined || name.Is("use"u8, "official"u8))
            {
                chosen = name;
            }
        }

        if (chosen.Text("text"u8) is { } text)
        {
            return text;
        }

        IEnumerable<string?> parts = chosen.Get("given"u8).Items().Select(static given => given.Text()).Append(chosen.Text("family"u8));
        string joined = string.Join(' ', parts.Where(static part => part is not null));
        return joined.Length == 0 ? null : joined;
    }

    private static Problem? ProblemOf(FhirEntry entry)
    {
        bool mayTell = entry.Type is "Encounter" or "Condition"
            || (entry.Type == "Observation" && (entry.Content.Span.IndexOf("8661-1"u8) >= 0 || entry.Content.Span.IndexOf("10154-3"u8) >= 0));
        if (!mayTell)
        {
            return null;
        }

        using JsonDocument document = entry.Parse();
        JsonElement resource = document.RootElement;
        switch (entry.Type)
        {
            case "Observation" when IsChiefComplaint(resource):
                return Of(3, resource.Get("effectiveDateTime"u8), resource.Text("valueString"u8) ?? Label(resource.Get("valueCodeableConcept"u8)));
            case "Encounter":
                return Of(2, resource.Get("period"u8, "start"u8), Label(resource.Get("reasonCode"u8).First()));
            case "Condition" when resource.Get("clinicalStatus"u8).Get("coding"u8).First().Is("code"u8, "active"u8):
                return Of(1, resource.Get("recordedDate"u8), Label(resource.Get("code"u8)));
            default:
                return null;
        }
    }

    private static bool IsChiefComplaint(JsonElement observation)
    {
        JsonElement coding = observation.Get("code"u8).Get("coding"u8).First();
        return coding.Is("code"u8, "8661-1"u8) || coding.Is("code"u8, "10154-3"u8);
    }

    private static string? Label(JsonElement concept) => concept.Text("text"u8) ?? concept.Get("coding"u8).First().Text("display"u8);

    private static Problem? Of(int rank, JsonElement time, string? text) =>
        text is null ? null : new Problem(rank, FhirTime.Parse(time.RawText())?.Start ?? DateTimeOffset.MinValue, text);

    private readonly record struct Problem(int Rank, DateTimeOffset At, string? Text) : IComparable<Problem>
    {
        public int CompareTo(Problem other) => (Rank, At, Text).CompareTo((other.Rank, other.At, other.Text));
    }
}
