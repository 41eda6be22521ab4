using ClinSeek.Ehr.Database;
using ClinSeek.Ehr.Tests.Testing;

namespace ClinSeek.Ehr.Tests.Database.Views;

/// <summary>What US Core and MIMIC-on-FHIR write, as rows.</summary>
public sealed class RecordViewsTests
{
    private const string Now = "2200-01-01";
    private const string Subject = "\"subject\":{\"reference\":\"Patient/p1\"}";

    [Fact]
    public void BloodPressure_ValuesInComponents_AreTwoVitalSigns()
    {
        PatientSnapshot snapshot = Chart.Snapshot(Now, $$$$"""
            {"resourceType":"Observation","id":"bp","status":"final","category":[{"coding":[{"code":"vital-signs"}]}],{{{{Subject}}}},"effectiveDateTime":"2020-01-01T08:00:00Z",
             "code":{"coding":[{"system":"http://loinc.org","code":"85354-9"}]},
             "component":[{"code":{"coding":[{"system":"http://loinc.org","code":"8480-6"}]},"valueQuantity":{"value":120,"unit":"mmHg","system":"http://unitsofmeasure.org","code":"mm[Hg]"}},
                          {"code":{"coding":[{"system":"http://loinc.org","code":"8462-4"}]},"dataAbsentReason":{"coding":[{"code":"unknown"}]}}]}
            """);

        snapshot.Select("SELECT code, value_num, absent_reason FROM vital_sign ORDER BY row").Select(static row => (row["code"], row["value_num"], row["absent_reason"]))
            .ShouldBe([("8480-6", 120.0, null), ("8462-4", null, "unknown")]);
        snapshot.Select("SELECT parent FROM observation ORDER BY row").Select(static row => row["parent"]).ShouldBe([null, 1L, 1L]);
    }

    [Fact]
    public void PulseOximetry_TwoCodings_IsOneRow()
    {
        PatientSnapshot snapshot = Chart.Snapshot(Now, $$$$"""
            {"resourceType":"Observation","id":"o","status":"final",{{{{Subject}}}},"effectiveDateTime":"2020-01-01T08:00:00Z","valueQuantity":{"value":97,"unit":"%"},
             "code":{"coding":[{"system":"http://loinc.org","code":"59408-5"},{"system":"http://loinc.org","code":"2708-6"}]}}
            """);

        snapshot.Rows("vital_sign").ShouldBe(1);
        snapshot.Select("SELECT row FROM vital_sign WHERE codes LIKE '% |loinc|2708-6| %'").Count.ShouldBe(1);
    }

    [Fact]
    public void Value_ComparatorAndDigits_StayBesideTheTwin()
    {
        IReadOnlyDictionary<string, object?> row = Chart.Snapshot(Now, $$$$"""
            {"resourceType":"Observation","id":"o","status":"final",{{{{Subject}}}},"issued":"2020-01-01T08:00:00Z","code":{"text":"Troponin"},
             "valueQuantity":{"value":0.010,"comparator":"<","unit":"ng/mL"}}
            """).Select("SELECT * FROM observation").Single();

        (row["value_num"], row["comparator"], row["unit"], row["value_written"], row["value_ucum"], row["unit_ucum"]).ShouldBe((0.01, "<", "ng/mL", "0.010", 1e-6, "mg/dL"));
    }

    [Fact]
    public void Mimic_CodesAndUnits_AreFoundByTheirStandardForm()
    {
        PatientSnapshot snapshot = Chart.Snapshot(Now,
            $$$$"""
            {"resourceType":"Condition","id":"c","code":{"coding":[{"system":"http://mimic.mit.edu/fhir/mimic/CodeSystem/mimic-diagnosis-icd10","code":"I509","display":"Heart failure"}]},
             {{{{Subject}}}},"encounter":{"reference":"Encounter/e"}}
            """,
            $$$$"""{"resourceType":"Encounter","id":"e","status":"finished","class":{"code":"IMP"},{{{{Subject}}}},"period":{"start":"2180-01-01T00:00:00-05:00","end":"2180-01-09T00:00:00-05:00"}}""",
            $$$$"""
            {"resourceType":"Observation","id":"o","status":"final",{{{{Subject}}}},"effectiveDateTime":"2180-01-01T08:00:00-05:00","issued":"2180-01-01T09:00:00-05:00",
             "code":{"coding":[{"system":"http://fhir.mimic.mit.edu/CodeSystem/d-labitems","code":"51301"}]},"valueQuantity":{"value":7.2,"unit":"K/uL","system":"http://mimic.mit.edu/fhir/mimic/CodeSystem/mimic-units","code":"K/uL"}}
            """,
            $$$$"""{"resourceType":"Observation","id":"blank","status":"final",{{{{Subject}}}},"issued":"2180-01-01T09:00:00-05:00","code":{"text":"x"},"valueString":"___"}""");

        IReadOnlyDictionary<string, object?> condition = snapshot.Select("SELECT * FROM condition").Single();
        ((string)condition["codes"]!).ShouldBe(" |mimic-diagnosis-icd10|I509| |icd10cm|I50.9| ");
        condition["encounter"].ShouldBe("Encounter/e");
        IReadOnlyDictionary<string, object?> white = snapshot.Select("SELECT * FROM observation WHERE id = 'o'").Single();
        (white["system"], white["value_ucum"], white["unit_ucum"]).ShouldBe(("mimic-d-labitems", 7.2, "10*9/L"));
        snapshot.Select("SELECT value_text FROM observation WHERE id = 'blank'").Single()["value_text"].ShouldBeNull();
    }

    [Fact]
    public void Mimic_ChartedTemperatures_AreVitalSignsInOneUnit()
    {
        static string Charted(string item, double value, string unit) => $$$$"""
            {"resourceType":"Observation","id":"t{{{{item}}}}","status":"final",{{{{Subject}}}},"issued":"2180-01-01T09:00:00Z","valueQuantity":{"value":{{{{value.ToString(System.Globalization.CultureInfo.InvariantCulture)}}}},"unit":"{{{{unit}}}}"},
             "code":{"coding":[{"system":"http://mimic.mit.edu/fhir/mimic/CodeSystem/mimic-chartevents-d-items","code":"{{{{item}}}}"}]}}
            """;

        Chart.Snapshot(Now, Charted("223761", 98.6, "°F"), Charted("223762", 37, "°C"), Charted("226707", 70, "Inch"))
            .Select("SELECT value_ucum, unit_ucum FROM vital_sign").Select(static row => (row["value_ucum"], row["unit_ucum"])).ShouldBe([(37.0, "Cel"), (37.0, "Cel")]);
    }

    [Theory]
    [InlineData("\"medicationCodeableConcept\":{\"coding\":[{\"system\":\"http://www.nlm.nih.gov/research/umls/rxnorm\",\"code\":\"855332\",\"display\":\"Warfarin\"}]}")]
    [InlineData("\"medicationReference\":{\"reference\":\"#m\"},\"contained\":[{\"resourceType\":\"Medication\",\"id\":\"m\",\"code\":{\"coding\":[{\"system\":\"http://www.nlm.nih.gov/research/umls/rxnorm\",\"code\":\"855332\",\"display\":\"Warfarin\"}]}}]")]
    [InlineData("\"medicationReference\":{\"reference\":\"Medication/m\"}")]
    public void Medication_InAnyForm_HasItsDrug(string medication)
    {
        IReadOnlyDictionary<string, object?> row = Chart.Snapshot(Now,
            $$$$"""{"resourceType":"MedicationRequest","id":"r","status":"active","intent":"order",{{{{Subject}}}},"authoredOn":"2020-01-01",{{{{medication}}}}}""",
            """{"resourceType":"Medication","id":"m","code":{"coding":[{"system":"http://www.nlm.nih.gov/research/umls/rxnorm","code":"855332","display":"Warfarin"}]}}""")
            .Select("SELECT * FROM medication").Single();

        (row["code"], row["system"], row["display"], row["codes"]).ShouldBe(("855332", "rxnorm", "Warfarin", " |rxnorm|855332| "));
    }

    [Fact]
    public void References_InEveryForm_JoinToTheVisit()
    {
        const string Bundle = """
            {"resourceType":"Bundle","type":"collection","entry":[
             {"fullUrl":"urn:uuid:p","resource":{"resourceType":"Patient","id":"p1"}},
             {"fullUrl":"urn:uuid:e","resource":{"resourceType":"Encounter","id":"e1","status":"in-progress","class":{"code":"AMB"},"subject":{"reference":"urn:uuid:p"},"period":{"start":"2020-01-01"}}},
             {"fullUrl":"urn:uuid:c","resource":{"resourceType":"Condition","id":"c1","code":{"text":"c"},"subject":{"reference":"urn:uuid:p"},"encounter":{"reference":"urn:uuid:e"},"recordedDate":"2020-01-01"}}]}
            """;

        PatientSnapshot.Build([Chart.Named("b.json", Bundle)], "p1", Chart.Cutoff(Now))
            .Select("SELECT c.id AS c FROM condition c JOIN encounter e ON c.encounter = 'Encounter/' || e.id").Single()["c"].ShouldBe("c1");
    }

    [Fact]
    public void ImagingStudy_WithSeries_HasARowForEach()
    {
        PatientSnapshot snapshot = Chart.Snapshot(Now, $$$$"""
            {"resourceType":"ImagingStudy","id":"i","status":"available",{{{{Subject}}}},"started":"2020-01-01T08:00:00Z","identifier":[{"system":"urn:dicom:uid","value":"urn:oid:1.2"}],
             "series":[{"uid":"1.2.1","number":1,"modality":{"code":"DX"},"instance":[{"uid":"1.2.1.1"},{"uid":"1.2.1.2"}]},{"uid":"1.2.2","number":2,"modality":{"code":"CT"}}]}
            """);

        snapshot.Select("SELECT series_uid, modality, instances FROM imaging_series ORDER BY number").Select(static row => (row["series_uid"], row["modality"], row["instances"]))
            .ShouldBe([("1.2.1", "DX", 2L), ("1.2.2", "CT", 0L)]);
        snapshot.Select("SELECT study_uid, instances, series, modality FROM imaging_study").Single().Values.ShouldBe(["1.2", 2L, 2L, "DX"]);
        snapshot.Info.Studies.Single().InstanceUids.ShouldBe(["1.2.1.1", "1.2.1.2"]);
    }

    [Fact]
    public void Allergy_Refuted_IsLeftOutAndCounted()
    {
        PatientSnapshot snapshot = Chart.Snapshot(Now,
            """{"resourceType":"AllergyIntolerance","id":"a","verificationStatus":{"coding":[{"code":"refuted"}]},"patient":{"reference":"Patient/p1"},"recordedDate":"2020-01-01","code":{"text":"x"}}""",
            """{"resourceType":"AllergyIntolerance","id":"b","verificationStatus":{"coding":[{"code":"entered-in-error"}]},"patient":{"reference":"Patient/p1"},"recordedDate":"2020-01-01"}""");

        snapshot.Rows("allergy").ShouldBe(0);
        (snapshot.Info.Skipped[SkipReasons.Refuted], snapshot.Info.Skipped[SkipReasons.EnteredInError]).ShouldBe((1, 1));
    }
}
