namespace ClinSeek.Ehr.SqlOnFhir;

/// <summary>What a view's author may expect of the engine where the specification leaves it open.</summary>
public sealed record ViewOptions
{
    /// <summary>The defaults.</summary>
    public static ViewOptions Default { get; } = new();

    /// <summary>What <c>join()</c> makes of nothing. The released suite expects an empty string, FHIRPath itself nothing.</summary>
    public EmptyJoin EmptyJoin { get; init; }

    /// <summary>How a column's value is held against its declared type.</summary>
    public ColumnChecks ColumnChecks { get; init; }

    /// <summary>Rows that one resource may make; more end its evaluation with an error.</summary>
    public int MaxRowsPerResource { get; init; } = 1_000_000;

    /// <summary>Base addresses of the server that the resources come from: absolute references below them are its own.</summary>
    public IReadOnlyList<Uri> ServerBases { get; init; } = [];
}
