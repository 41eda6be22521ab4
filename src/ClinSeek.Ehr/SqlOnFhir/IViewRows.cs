namespace ClinSeek.Ehr.SqlOnFhir;

/// <summary>Takes the rows of a view as they are made.</summary>
public interface IViewRows
{
    /// <summary>Takes one row, in the order of <see cref="CompiledView.Columns"/>. The span is used again afterwards: copy what is kept.</summary>
    void Add(ReadOnlySpan<ViewValue> row);
}
