using ClinSeek.Ehr.Database.Functions;
using ClinSeek.Ehr.SqlOnFhir;

namespace ClinSeek.Ehr.Database.Schema;

/// <summary>One view that fills one table, with how each of its values becomes a cell.</summary>
internal sealed class TableSource
{
    private readonly CellPlan[] _cells;

    public TableSource(ViewFile file, PatientTable table)
    {
        Table = table;
        View = file.View;
        _cells = [.. file.View.Columns.Select(column => CellPlan.Of(file.Name, column))];
    }

    public PatientTable Table { get; }

    public CompiledView View { get; }

    public string ResourceType => View.Definition.Resource;

    /// <summary>Fills in the cells of one row of the view.</summary>
    public void Read(ReadOnlySpan<ViewValue> row, RowContext context, Span<object?> cells)
    {
        for (int place = 0; place < cells.Length; place++)
        {
            cells[place] = _cells[place].Read(row[place], context);
        }
    }
}
