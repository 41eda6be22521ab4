using System.Text;
using System.Text.Json;
using ClinSeek.Ehr.Fhir;

namespace ClinSeek.Ehr.Database.Functions;

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

        return raw.SequenceEqual("http://hl7.org/fhir/sid/cvx"u8) ? "cvx" : Mimic(raw) ?? system.Text();
    }

    /// <summary>
    /// The same code in a standard system where another one only writes it differently: MIMIC's own systems and ICD codes without
    /// their dot. Null where there is nothing to add.
    /// </summary>
    public static (string System, string Code)? Standard(string? system, string code) => system switch
    {
        "icd10cm" or "mimic-diagnosis-icd10" => Different(system, "icd10cm", Dotted(code, 3), code),
        "http://hl7.org/fhir/sid/icd-9-cm" or "mimic-diagnosis-icd9" => Different(system, "icd9cm", Dotted(code, code.StartsWith('E') ? 4 : 3), code),
        "mimic-procedure-icd10" => ("icd10pcs", code),
        "mimic-medication-ndc" => ("ndc", code),
        _ => null,
    };

    // The releases differ in host and path, and the oldest leave the prefix out.
    private static string? Mimic(ReadOnlySpan<byte> system)
    {
        if (system.IndexOf("mimic.mit.edu/"u8) < 0)
        {
            return null;
        }

        string name = Encoding.UTF8.GetString(system[(system.LastIndexOf((byte)'/') + 1)..]);
        return name.StartsWith("mimic-", StringComparison.Ordinal) ? name : "mimic-" + name;
    }

    private static (string System, string Code)? Different(string system, string standard, string dotted, string code) =>
        system == standard && dotted == code ? null : (standard, dotted);

    private static string Dotted(string code, int at) =>
        code.Length > at && code.Length <= 8 && !code.Contains('.', StringComparison.Ordinal) ? code.Insert(at, ".") : code;
}
