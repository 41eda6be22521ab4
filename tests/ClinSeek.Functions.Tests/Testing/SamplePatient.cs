using System.Globalization;
using System.Text.Json;

namespace ClinSeek.Functions.Tests.Testing;

/// <summary>A small synthetic record in one FHIR R4 bundle.</summary>
internal static class SamplePatient
{
    public const string Id = "p1";

    /// <summary>After every record of the bundle but the last laboratory value.</summary>
    public const string Cutoff = "2026-01-31T12:00:00Z";

    /// <summary>Writes the bundle; every word that a person would recognise holds the canary.</summary>
    public static string Write(string folder, string canary = "")
    {
        Directory.CreateDirectory(folder);
        string file = Path.Combine(folder, "record.json");
        File.WriteAllText(file, Bundle(canary));
        return file;
    }

    private static string Bundle(string canary)
    {
        string mark = canary.Length == 0 ? string.Empty : " " + canary;
        var entries = new List<object>
        {
            new { resourceType = "Patient", id = Id, gender = "female", birthDate = "1950-04-01", name = new[] { new { family = "Doe" + mark, given = new[] { "Jane" } } } },
            new
            {
                resourceType = "Encounter",
                id = "enc1",
                status = "in-progress",
                @class = new { system = "http://terminology.hl7.org/CodeSystem/v3-ActCode", code = "EMER" },
                subject = Patient(),
                period = new { start = "2026-01-31T08:00:00Z" },
                reasonCode = new[] { new { text = "Shortness of breath" + mark } },
            },
            new
            {
                resourceType = "Condition",
                id = "c1",
                clinicalStatus = Concept("http://terminology.hl7.org/CodeSystem/condition-clinical", "active", "active"),
                subject = Patient(),
                code = Concept("http://hl7.org/fhir/sid/icd-10-cm", "I10", "Essential hypertension" + mark),
                onsetDateTime = "2015-01-01",
                recordedDate = "2015-01-02T00:00:00Z",
            },
            new
            {
                resourceType = "DocumentReference",
                id = "d1",
                status = "current",
                subject = Patient(),
                date = "2026-01-31T08:30:00Z",
                type = Concept("http://loinc.org", "34133-9", "Emergency note"),
                content = new[] { new { attachment = new { contentType = "text/plain", data = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes("Sleeps on three pillows." + mark)) } } },
            },
            Laboratory("o1", "33762-6", "NT-proBNP" + mark, 4200, "pg/mL", "2026-01-31T09:00:00Z"),
            Laboratory("o2", "2160-0", "Creatinine", 1.1, "mg/dL", "2026-01-31T09:00:00Z"),
            Laboratory("o3", "6598-7", "Troponin T", 9, "ng/L", "2026-01-31T09:10:00Z"),
            Laboratory("o4", "48065-7", "D-dimer after the cut-off", 9999, "ng/mL", "2026-01-31T13:00:00Z"),
        };
        return JsonSerializer.Serialize(new { resourceType = "Bundle", type = "collection", entry = entries.Select(static resource => new { resource }) });
    }

    private static object Patient() => new { reference = "Patient/" + Id };

    private static object Concept(string system, string code, string display) => new { coding = new[] { new { system, code, display } }, text = display };

    private static object Laboratory(string id, string loinc, string display, double value, string unit, string issued) => new
    {
        resourceType = "Observation",
        id,
        status = "final",
        category = new[] { Concept("http://terminology.hl7.org/CodeSystem/observation-category", "laboratory", "Laboratory") },
        code = Concept("http://loinc.org", loinc, display),
        subject = Patient(),
        effectiveDateTime = DateTimeOffset.Parse(issued, CultureInfo.InvariantCulture).AddMinutes(-30).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        issued,
        valueQuantity = new { value, unit, system = "http://unitsofmeasure.org", code = unit },
    };
}
