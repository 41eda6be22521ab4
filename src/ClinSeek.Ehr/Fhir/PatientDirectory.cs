using System.Text.Json;
using ClinSeek.Ehr.Time;

namespace ClinSeek.Ehr.Fhir;

/// <summary>Makes the list of patients that a person chooses from.</summary>
internal static class PatientDirectory
{
    public static IReadOnlyList<PatientListing> List(IEnumerable<FhirEntry> entries)
    {
        var patients = new Dictionary<string, FhirEntry>(StringComparer.Ordinal);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var problems = new Dictionary<string, Problem>(StringComparer.Ordinal);
        foreach (FhirEntry entry in entries.Where(static entry => !entry.Deleted))
        {
            if (entry.Type == "Patient")
            {
                if (!patients.TryGetValue(entry.Id, out FhirEntry? known) || VersionOrder.Instance.Compare(entry, known) > 0)
                {
                    patients[entry.Id] = entry;
                }

                names[entry.Key] = entry.Id;
                names["urn:uuid:" + entry.Id] = entry.Id;
                names[entry.FullUrl ?? entry.Key] = entry.Id;
            }
            else if (ProblemOf(entry) is { } problem && entry.Subject is { } subject)
            {
                string name = FhirReference.WithoutVersion(subject);
                if (!problems.TryGetValue(name, out Problem best) || problem.CompareTo(best) > 0)
                {
                    problems[name] = problem;
                }
            }
        }

        ILookup<string, Problem> byPatient = problems
            .Select(pair => (Id: names.GetValueOrDefault(pair.Key) ?? names.GetValueOrDefault(FhirReference.Key(pair.Key) ?? string.Empty), pair.Value))
            .Where(static pair => pair.Id is not null)
            .ToLookup(static pair => pair.Id!, static pair => pair.Value, StringComparer.Ordinal);
        return [.. patients.Values
            .Select(patient => new PatientListing(
                patient.Id, Name(patient.Resource) ?? patient.Id, patient.Resource.Text("birthDate"u8), byPatient[patient.Id].Order().LastOrDefault().Text))
            .OrderBy(static patient => patient.Name, StringComparer.Ordinal).ThenBy(static patient => patient.Id, StringComparer.Ordinal)];
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
        JsonElement resource = entry.Resource;
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
