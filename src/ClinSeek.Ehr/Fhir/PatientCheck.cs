namespace ClinSeek.Ehr.Fhir;

/// <summary>Whether a source holds a patient.</summary>
/// <param name="Found">Whether it does.</param>
/// <param name="Absent">Whether it certainly does not; neither is true when the source could not be asked.</param>
/// <param name="Problem">Why not, with the remedy; null when it is found.</param>
public sealed record PatientCheck(bool Found, bool Absent, string? Problem)
{
    /// <summary>It is there.</summary>
    public static PatientCheck Here { get; } = new(true, false, null);
}
