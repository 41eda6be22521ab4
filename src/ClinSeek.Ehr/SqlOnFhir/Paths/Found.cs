namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary>How many items a path has at a node.</summary>
internal enum Found
{
    Nothing,
    One,
    Several,
}
