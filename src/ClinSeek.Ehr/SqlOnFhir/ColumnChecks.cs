namespace ClinSeek.Ehr.SqlOnFhir;

/// <summary>How strictly values are held against the declared type of their column.</summary>
public enum ColumnChecks
{
    /// <summary>A complex value in a column of a primitive type is an error.</summary>
    Shape,

    /// <summary>A value that is not of the declared primitive type is an error too: text in an integer column, a number in a date column.</summary>
    Strict,
}
