namespace ClinSeek.Ehr.Fhir.Bulk;

/// <summary>Whose data an export covers.</summary>
public enum BulkLevel
{
    /// <summary><c>Patient/$export</c>.</summary>
    Patient,

    /// <summary><c>Group/{id}/$export</c>.</summary>
    Group,

    /// <summary><c>$export</c>.</summary>
    System,
}
