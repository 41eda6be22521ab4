using System.Text.Json;
using ClinSeek.Ehr.Fhir;

namespace ClinSeek.Ehr.Database.Maps;

/// <summary>The agreed short names of code systems.</summary>
internal static class CodeSystems
{
    public static string? Short(JsonElement system)
    {
        ReadOnlySpan<byte> raw = system.RawText();
        if (raw.SequenceEqual("http://loinc.org"u8) || raw.SequenceEqual("urn:oid:2.16.840.1.113883.6.1"u8))
        {
            return "loinc";
        }

        if (raw.SequenceEqual("http://snomed.info/sct"u8) || raw.SequenceEqual("urn:oid:2.16.840.1.113883.6.96"u8))
        {
            return "snomed";
        }

        if (raw.SequenceEqual("http://www.nlm.nih.gov/research/umls/rxnorm"u8) || raw.SequenceEqual("urn:oid:2.16.840.1.113883.6.88"u8))
        {
            return "rxnorm";
        }

        if (raw.SequenceEqual("http://hl7.org/fhir/sid/icd-10-cm"u8) || raw.SequenceEqual("urn:oid:2.16.840.1.113883.6.90"u8))
        {
            return "icd10cm";
        }

        return raw.SequenceEqual("http://hl7.org/fhir/sid/cvx"u8) ? "cvx" : system.Text();
    }
}
