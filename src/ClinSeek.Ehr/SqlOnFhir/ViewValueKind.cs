namespace ClinSeek.Ehr.SqlOnFhir;

/// <summary>What a cell holds.</summary>
public enum ViewValueKind
{
    Null,
    Boolean,
    Number,
    Text,

    /// <summary>A JSON object.</summary>
    Complex,

    /// <summary>The values of a collection column.</summary>
    Collection,
}
