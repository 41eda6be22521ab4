using System.Text.Json;
using ClinSeek.Functions.Tests.Testing;

namespace ClinSeek.Functions.Tests.Triggers.Notifications;

/// <summary>The notifying servers of the tests.</summary>
internal static class NotificationSettings
{
    public const string Secret = "a long and random secret";
    public const string CatchUpSecret = "another long and random secret";
    public const string Criteria = "Condition?code=http://snomed.info/sct|267036007";

    /// <summary>Three sources: <c>ward</c> over the demo patients, <c>clinic</c> over a record of its own, <c>events</c> of Event Grid without a secret.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> For(string catchUpRecord) => new Dictionary<string, string?>
    {
        ["Notifications:Sources:ward:Secret"] = Secret,
        ["Notifications:Sources:ward:Rules:0:Criteria"] = Criteria,
        ["Notifications:Sources:ward:Rules:0:Question"] = "What is the most likely cause of this patient's acute shortness of breath?",
        ["Notifications:Sources:clinic:Secret"] = CatchUpSecret,
        ["Notifications:Sources:clinic:Record"] = catchUpRecord,
        ["Notifications:Sources:clinic:Rules:0:Criteria"] = "Condition?code=I10",
        ["Notifications:Sources:clinic:Rules:0:Question"] = "What explains the breathlessness?",
        ["Notifications:Sources:events:FhirService"] = "w-s.fhir.azurehealthcareapis.com",
        ["Notifications:Sources:events:Rules:0:Criteria"] = Criteria,
        ["Notifications:Sources:events:Rules:0:Question"] = "What explains the breathlessness?",
    };

    /// <summary>A record with one resource that the clinic's rule matches.</summary>
    public static void WriteCatchUpRecord(string folder) => SamplePatient.Write(folder);

    /// <summary>A resource that the ward's rule matches.</summary>
    public static string Dyspnoea(string id, string version, string patient = "demo-05-ekdal") => JsonSerializer.Serialize(new
    {
        resourceType = "Condition",
        id,
        meta = new { versionId = version },
        subject = new { reference = "Patient/" + patient },
        code = new { coding = new[] { new { system = "http://snomed.info/sct", code = "267036007" } } },
    });
}
