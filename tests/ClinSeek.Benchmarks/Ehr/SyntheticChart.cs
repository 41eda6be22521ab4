using System.Globalization;
using System.Text;
using ClinSeek.Ehr.Fhir;

namespace ClinSeek.Benchmarks.Ehr;

/// <summary>
/// The record of a patient who was ill for a long time, as one FHIR bundle: of 10,000 resources most are results, with stays,
/// conditions, prescriptions and letters as real records have them.
/// </summary>
internal static class SyntheticChart
{
    public const string Patient = "p1";

    private const int Resources = 10_000;
    private static readonly DateTime First = new(2010, 1, 1, 6, 0, 0, DateTimeKind.Utc);

    public static RecordPage Page()
    {
        var bundle = new StringBuilder("""{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Patient","id":"p1","gender":"female","birthDate":"1950-01-01"}}""");
        for (int number = 1; number < Resources; number++)
        {
            bundle.Append(",{\"resource\":").Append(Resource(number, First.AddMinutes(number * 830L).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))).Append('}');
        }

        return new RecordPage("synthetic.json", "application/fhir+json", DateTimeOffset.UnixEpoch, Encoding.UTF8.GetBytes(bundle.Append("]}").ToString()));
    }

    private static string Resource(int number, string time) => (number % 40) switch
    {
        0 => Of("Encounter", number, $$$""" "status":"in-progress","class":{"code":"IMP"},"period":{"start":"{{{time}}}"} """),
        1 or 2 => Of("Condition", number, $$$""" "clinicalStatus":{"coding":[{"code":"active"}]},"code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"I{{{number % 90}}}"}],"text":"Condition {{{number % 30}}}"},"recordedDate":"{{{time}}}" """),
        3 or 4 or 5 or 6 => Of("MedicationRequest", number, $$$""" "status":"active","intent":"order","medicationCodeableConcept":{"text":"Drug {{{number % 70}}}"},"authoredOn":"{{{time}}}","dosageInstruction":[{"text":"one tablet in the morning"}] """),
        7 => Of("Procedure", number, $$$""" "status":"completed","code":{"text":"Procedure {{{number % 25}}}"},"performedDateTime":"{{{time}}}" """),
        8 => Of("DocumentReference", number, $$$""" "status":"current","date":"{{{time}}}","content":[{"attachment":{"contentType":"text/plain","data":"{{{Letter(number)}}}"}}] """),
        _ => Of("Observation", number, string.Create(CultureInfo.InvariantCulture, $$$""" "status":"final","category":[{"coding":[{"code":"laboratory"}]}],"code":{"coding":[{"system":"http://loinc.org","code":"{{{number % 90}}}-4"}],"text":"Analyte {{{number % 90}}}"},"effectiveDateTime":"{{{time}}}","issued":"{{{time}}}","valueQuantity":{"value":{{{number % 400 * 0.5}}},"unit":"mg/dL","system":"http://unitsofmeasure.org","code":"mg/dL"} """)),
    };

    private static string Of(string type, int number, string rest) =>
        $$$"""{"resourceType":"{{{type}}}","id":"r{{{number}}}","subject":{"reference":"Patient/p1"},{{{rest}}}}""";

    private static string Letter(int number)
    {
        string complaint = number % 3 == 0 ? "exertional dyspnoea" : "no new complaint";
        string line = string.Create(CultureInfo.InvariantCulture, $"Visit {number}: {complaint}, examined, therapy continued as before, next visit in four weeks. ");
        return Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(line, 20))));
    }
}
