namespace ClinSeek.Ehr.Fhir.Rest;

/// <summary>A type of the patient compartment.</summary>
/// <param name="Name">The resource type.</param>
/// <param name="Parameters">The search parameters that bind it to a patient, the preferred one first.</param>
internal sealed record CompartmentType(string Name, params string[] Parameters)
{
    /// <summary>
    /// The clinical part of R4's patient compartment (CompartmentDefinition/patient). Accounts, claims and scheduling are left out:
    /// they hold nothing that a decision rests on. Types and parameters beyond these can be asked for by name.
    /// </summary>
    public static IReadOnlyList<CompartmentType> Clinical { get; } =
    [
        new("AdverseEvent", "subject"),
        new("AllergyIntolerance", "patient"),
        new("BodyStructure", "patient"),
        new("CarePlan", "patient", "subject"),
        new("CareTeam", "patient", "subject"),
        new("ClinicalImpression", "patient", "subject"),
        new("Communication", "patient", "subject"),
        new("Composition", "patient", "subject"),
        new("Condition", "patient", "subject"),
        new("Consent", "patient"),
        new("DetectedIssue", "patient"),
        new("Device", "patient"),
        new("DeviceRequest", "patient", "subject"),
        new("DeviceUseStatement", "patient", "subject"),
        new("DiagnosticReport", "patient", "subject"),
        new("DocumentReference", "patient", "subject"),
        new("Encounter", "patient", "subject"),
        new("EpisodeOfCare", "patient"),
        new("FamilyMemberHistory", "patient"),
        new("Flag", "patient", "subject"),
        new("Goal", "patient", "subject"),
        new("ImagingStudy", "patient", "subject"),
        new("Immunization", "patient"),
        new("List", "patient", "subject"),
        new("Media", "patient", "subject"),
        new("MedicationAdministration", "patient", "subject"),
        new("MedicationDispense", "patient", "subject"),
        new("MedicationRequest", "patient", "subject"),
        new("MedicationStatement", "patient", "subject"),
        new("MolecularSequence", "patient"),
        new("NutritionOrder", "patient"),
        new("Observation", "patient", "subject"),
        new("Procedure", "patient", "subject"),
        new("QuestionnaireResponse", "patient", "subject"),
        new("RelatedPerson", "patient"),
        new("RequestGroup", "patient", "subject"),
        new("RiskAssessment", "patient", "subject"),
        new("ServiceRequest", "patient", "subject"),
        new("Specimen", "patient", "subject"),
        new("Task", "patient"),
        new("VisionPrescription", "patient"),
    ];

    /// <summary>The types asked for by name, else the clinical ones.</summary>
    public static IReadOnlyList<CompartmentType> Of(IReadOnlyList<string>? names) => names is null
        ? Clinical
        : [.. names.Where(static name => name != "Patient").Select(static name =>
            Clinical.FirstOrDefault(type => type.Name == name) ?? new CompartmentType(name, "patient", "subject", "beneficiary"))];
}
