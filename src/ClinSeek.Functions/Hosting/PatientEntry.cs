namespace ClinSeek.Functions.Hosting;

/// <summary>A patient that can be asked about. Holds PHI.</summary>
/// <param name="Id">The logical id of the FHIR Patient.</param>
/// <param name="Name">The name.</param>
/// <param name="BirthDate">The date of birth as the record has it.</param>
/// <param name="Films">How many of the patient's imaging studies have a film beside the record.</param>
/// <param name="Problem">What brought the patient in, as the record says.</param>
public sealed record PatientEntry(string Id, string Name, string? BirthDate, int Films, string? Problem);
