namespace ClinSeek.Ehr.Fhir;

/// <summary>The patients of a file or folder, and what could not be read.</summary>
public sealed record FolderSurvey(IReadOnlyList<PatientListing> Patients, IReadOnlyList<string> Issues);
