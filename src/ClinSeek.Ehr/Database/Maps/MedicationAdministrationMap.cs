using ClinSeek.Ehr.Fhir;

namespace ClinSeek.Ehr.Database.Maps;

internal sealed class MedicationAdministrationMap() : MedicationMap(
    "MedicationAdministration",
    "administration",
    static source => Dosage.Words(source.Node.Get("dosage"u8)),
    static source => Time(source.Node.Get("effectiveDateTime"u8), source.Node.Get("effectivePeriod"u8, "start"u8)));
