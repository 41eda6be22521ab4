using ClinSeek.Ehr.Fhir;

namespace ClinSeek.Ehr.Database.Maps;

internal sealed class MedicationRequestMap() : MedicationMap(
    "MedicationRequest",
    "request",
    static source => Dosage.Words(source.Node.Get("dosageInstruction"u8)),
    static source => Time(source.Node.Get("authoredOn"u8)));
