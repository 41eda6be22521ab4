using System.Globalization;
using System.Text;
using ClinSeek.Ehr.Database;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Ehr.Tests.Testing;

namespace ClinSeek.Ehr.Tests.Database;

/// <summary>What building a snapshot takes of memory, as a multiple of what came in.</summary>
public sealed class SnapshotMemoryTests
{
    [Fact]
    public void Build_OfAnOrdinaryRecord_AllocatesLessThanFourTimesItsBytes()
    {
        RecordPage page = Page(1_500);
        PatientSnapshot.Build([page], "p1", Chart.Cutoff("2030-01-01"));

        long before = GC.GetAllocatedBytesForCurrentThread();
        PatientSnapshot snapshot = PatientSnapshot.Build([page], "p1", Chart.Cutoff("2030-01-01"));
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        snapshot.Info.Rows.ShouldBe(1_500);
        (allocated / (double)page.Content.Length).ShouldBeLessThan(4);
    }

    private static RecordPage Page(int resources)
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

        return Chart.Named("synthetic.json", bundle.Append("]}").ToString());
    }
}
