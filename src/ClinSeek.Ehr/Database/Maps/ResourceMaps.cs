namespace ClinSeek.Ehr.Database.Maps;

/// <summary>Every map, found by resource type.</summary>
internal static class ResourceMaps
{
    public static IReadOnlyList<ResourceMap> All { get; } =
    [
        new PatientMap(), new EncounterMap(), new ConditionMap(), new ObservationMap(), new MedicationRequestMap(),
        new MedicationAdministrationMap(), new MedicationStatementMap(), new ProcedureMap(), new DiagnosticReportMap(),
        new DocumentReferenceMap(), new PresentedFormMap(), new CompositionMap(), new ImagingStudyMap(),
    ];

    public static IReadOnlyDictionary<string, ResourceMap[]> ByType { get; } =
        All.GroupBy(static map => map.ResourceType).ToDictionary(static group => group.Key, static group => group.ToArray(), StringComparer.Ordinal);
}
