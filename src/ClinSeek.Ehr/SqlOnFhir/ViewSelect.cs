namespace ClinSeek.Ehr.SqlOnFhir;

/// <summary>One part of a view: columns, nested parts and united parts, over one node or over each of several.</summary>
public sealed record ViewSelect
{
    /// <summary>Where it stands in the definition, for messages: <c>select[0].unionAll[1]</c>.</summary>
    public required string Location { get; init; }

    /// <summary>How its nodes are found.</summary>
    public Iteration Iteration { get; init; }

    /// <summary>One path for forEach and forEachOrNull, one or more for repeat.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>Its own columns.</summary>
    public IReadOnlyList<ViewColumn> Columns { get; init; } = [];

    /// <summary>Nested parts, cross-joined.</summary>
    public IReadOnlyList<ViewSelect> Select { get; init; } = [];

    /// <summary>Parts whose rows are appended to one another.</summary>
    public IReadOnlyList<ViewSelect> UnionAll { get; init; } = [];
}
