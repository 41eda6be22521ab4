namespace ClinSeek.Ehr.Fhir;

/// <summary>One patient among the files, for a person to choose from. Holds PHI.</summary>
/// <param name="Id">The logical id of the Patient.</param>
/// <param name="Name">The official name, or the id where the resource names nobody.</param>
/// <param name="BirthDate">As recorded, possibly a year only; null where unknown.</param>
/// <param name="Problem">The chief complaint, the latest encounter's reason, or the latest active condition; null where none is recorded.</param>
public sealed record PatientListing(string Id, string Name, string? BirthDate, string? Problem);
