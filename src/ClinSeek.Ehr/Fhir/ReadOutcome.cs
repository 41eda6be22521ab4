namespace ClinSeek.Ehr.Fhir;

/// <summary>Whether a resource could be read.</summary>
public enum ReadOutcome
{
    /// <summary>It is there.</summary>
    Found,

    /// <summary>It is what is known already.</summary>
    NotModified,

    /// <summary>The server has no such resource or version (404).</summary>
    NotFound,

    /// <summary>It was deleted (410).</summary>
    Deleted,

    /// <summary>It could not be read.</summary>
    Failed,
}
