namespace ClinSeek.Ehr.SqlOnFhir;

/// <summary>A SQL-on-FHIR v2 ViewDefinition as it was read: which resources make which rows.</summary>
public sealed record ViewDefinition
{
    /// <summary>Its name, or null.</summary>
    public string? Name { get; init; }

    /// <summary>What it is for, or null.</summary>
    public string? Description { get; init; }

    /// <summary>The resource type that rows are made of.</summary>
    public required string Resource { get; init; }

    /// <summary>Named values for the paths.</summary>
    public IReadOnlyList<ViewConstant> Constants { get; init; } = [];

    /// <summary>Paths that must all be true of a resource.</summary>
    public IReadOnlyList<string> Where { get; init; } = [];

    /// <summary>What the rows are made of; at least one.</summary>
    public required IReadOnlyList<ViewSelect> Select { get; init; }
}
