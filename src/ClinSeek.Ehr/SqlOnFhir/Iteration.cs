namespace ClinSeek.Ehr.SqlOnFhir;

/// <summary>How a select finds the nodes that its columns are read from.</summary>
public enum Iteration
{
    /// <summary>The node of the part around it.</summary>
    None,

    /// <summary>Each node of a path; no row where there is none.</summary>
    ForEach,

    /// <summary>Each node of a path; one row of nulls where there is none.</summary>
    ForEachOrNull,

    /// <summary>Each node of some paths, then the same paths below each, to any depth.</summary>
    Repeat,
}
