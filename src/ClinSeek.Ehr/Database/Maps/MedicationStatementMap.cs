using ClinSeek.Ehr.Fhir;

namespace ClinSeek.Ehr.Database.Maps;

internal sealed class MedicationStatementMap() : MedicationMap(
    "MedicationStatement",
    "statement",
    static source => Dosage.Words(source.Node.Get("dosage"u8)),
    static source => Time(source.Node.Get("effectiveDateTime"u8), source.Node.Get("effectivePeriod"u8, "start"u8)));
