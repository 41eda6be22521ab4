using System.Globalization;
using System.Text;
using ClinSeek.Ehr.Fhir;

namespace ClinSeek.Ehr.Tests.Testing;

/// <summary>A record of any size: a patient and as ordinary laboratory values as there are.</summary>
internal static class SyntheticRecord
{
    /// <summary>The record of the patient <c>p1</c> as one bundle.</summary>
    public static RecordPage Page(int resources)
    {
        var bundle = new StringBuilder("""{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Patient","id":"p1","birthDate":"1950-01-01"}}""");
        for (int number = 1; number < resources; number++)
        {
            bundle.Append(CultureInfo.InvariantCulture, $$$"""
                ,{"fullUrl":"urn:uuid:o{{{number}}}","resource":{"resourceType":"Observation","id":"o{{{number}}}","meta":{"versionId":"1"},"status":"final",
                "category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"laboratory","display":"Laboratory"}]}],
                "code":{"coding":[{"system":"http://loinc.org","code":"{{{number % 90}}}-4","display":"Analyte {{{number % 90}}}"}],"text":"Analyte"},
                "subject":{"reference":"Patient/p1"},"encounter":{"reference":"Encounter/e{{{number % 40}}}"},
                "effectiveDateTime":"20{{{10 + (number % 15)}}}-05-17T03:01:19+00:00","issued":"20{{{10 + (number % 15)}}}-05-17T03:01:19.881+00:00",
                "valueQuantity":{"value":{{{number * 0.37}}},"unit":"mg/dL","system":"http://unitsofmeasure.org","code":"mg/dL"} } }
                """);
        }

        return new RecordPage("synthetic.json", "application/fhir+json", DateTimeOffset.UnixEpoch, Encoding.UTF8.GetBytes(bundle.Append("]}").ToString()));
    }
}
