using ClinSeek.Ehr.SqlOnFhir.Paths;

namespace ClinSeek.Ehr.SqlOnFhir;

/// <summary>
/// One select, ready to run. Steps form a chain: a step goes through its nodes, fills its columns for each and hands over to what is
/// nested in it; the last of a chain gives out the row.
/// </summary>
internal sealed class ViewStep
{
    /// <summary>The scope that its paths start from.</summary>
    public required int ParentScope { get; init; }

    /// <summary>The scope of its own nodes; the parent's where it has no iteration.</summary>
    public required int Scope { get; init; }

    public required Iteration Iteration { get; init; }

    /// <summary>Where it stands in the definition.</summary>
    public required string Location { get; init; }

    public required PathExpression[] Paths { get; init; }

    /// <summary>Its own columns, in place from <see cref="FirstColumn"/> on.</summary>
    public required ViewCell[] Cells { get; init; }

    public required int FirstColumn { get; init; }

    /// <summary>All columns at or below it, for a row of nulls.</summary>
    public required int ColumnCount { get; init; }

    /// <summary>Columns at or below it that hold <c>%rowIndex</c> of its own nodes, which is 0 in a row of nulls.</summary>
    public required int[] RowIndexColumns { get; init; }

    /// <summary>What is nested in it, each way one branch of a union; at least one. Null ends a row.</summary>
    public required ViewStep?[] Next { get; init; }

    /// <summary>What follows when it and all that is nested in it are nulls.</summary>
    public required ViewStep? After { get; init; }
}
