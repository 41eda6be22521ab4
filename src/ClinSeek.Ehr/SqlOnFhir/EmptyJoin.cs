namespace ClinSeek.Ehr.SqlOnFhir;

/// <summary>What <c>join()</c> over an empty collection gives.</summary>
public enum EmptyJoin
{
    /// <summary>An empty string.</summary>
    EmptyString,

    /// <summary>Nothing, so that the column is null.</summary>
    Nothing,
}
