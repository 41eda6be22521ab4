namespace ClinSeek.Ehr.Fhir;

/// <summary>Whose a resource is.</summary>
internal enum Ownership
{
    /// <summary>The asked patient's.</summary>
    Own,

    /// <summary>Another patient's: never stored, never read.</summary>
    Other,

    /// <summary>Nobody's in particular: a medication, a binary, a practitioner.</summary>
    Nobody,
}
