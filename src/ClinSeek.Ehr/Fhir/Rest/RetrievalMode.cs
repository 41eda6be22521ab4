namespace ClinSeek.Ehr.Fhir.Rest;

/// <summary>How a patient's record is asked for.</summary>
public enum RetrievalMode
{
    /// <summary><c>$everything</c> where the server's capability statement offers it, else a search for each type.</summary>
    Automatic,

    /// <summary>Always <c>$everything</c>.</summary>
    Everything,

    /// <summary>Always a search for each type.</summary>
    Search,

    /// <summary>The server's bulk export.</summary>
    Bulk,
}
