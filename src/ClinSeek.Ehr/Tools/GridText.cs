using System.Collections.Frozen;

namespace ClinSeek.Ehr.Tools;

/// <summary>
/// The rows of a free query as a grid. Neighbouring columns that say one thing together (a name with its value and unit)
/// share a cell, so that what a row says stands in the text as a person would write it: <c>NT-proBNP 7420 pg/mL</c>.
/// </summary>
internal sealed class GridText
{
    private const string Separator = " | ";

    private static readonly FrozenSet<string> Together = new[] { "display", "comparator", "value_num", "unit", "value_text" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Silent = new[]
    {
        "row", "resource", "look_up", "event_time", "available_time", "id", "code", "system", "codes", "reason_codes", "conclusion_codes", "instance_uids", "study_uid", "parent", "part", "status",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private readonly (int Start, int Count)[] _cells;
    private readonly IReadOnlyList<string> _columns;

    /// <summary>A grid with columns.</summary>
    public GridText(IReadOnlyList<string> columns)
    {
        _columns = columns;
        var cells = new List<(int Start, int Count)>();
        for (int place = 0; place < columns.Count; place++)
        {
            bool joins = cells.Count > 0 && Together.Contains(columns[place]) && Together.Contains(columns[place - 1]);
            if (joins)
            {
                cells[^1] = (cells[^1].Start, cells[^1].Count + 1);
            }
            else
            {
                cells.Add((place, 1));
            }
        }

        _cells = [.. cells];
    }

    /// <summary>The names of the columns, those of one cell with a blank between them.</summary>
    public string Header => string.Join(Separator, _cells.Select(cell => string.Join(' ', _columns.Skip(cell.Start).Take(cell.Count))));

    /// <summary>A row as a line; an empty cell is <c>null</c>.</summary>
    public string Line(object?[] row) => string.Join(Separator, _cells.Select(cell => Show(row, cell) ?? "null"));

    /// <summary>
    /// What a row says, without its keys, codes and times: the cell with its name and value, else its first cell that says
    /// anything. Null for a row of nothing but nulls.
    /// </summary>
    public string? Headline(object?[] row) =>
        FirstOf(row, cell => _columns[cell.Start].Equals("display", StringComparison.OrdinalIgnoreCase))
        ?? FirstOf(row, cell => !Silent.Contains(_columns[cell.Start]))
        ?? FirstOf(row, static _ => true);

    private string? FirstOf(object?[] row, Func<(int Start, int Count), bool> wanted) =>
        _cells.Where(wanted).Select(cell => Show(row, cell)).FirstOrDefault(static shown => shown is not null);

    private static string? Show(object?[] row, (int Start, int Count) cell)
    {
        string shown = string.Join(' ', row.Skip(cell.Start).Take(cell.Count).Select(RowText.Cell).Where(static value => !string.IsNullOrWhiteSpace(value)));
        return shown.Length > 0 ? shown : null;
    }
}
