using System.Globalization;
using System.Text.Json;
using ClinSeek.Ehr.Database;

namespace ClinSeek.Ehr.Tools;

/// <summary>What the rows of a table hold in one column. Holds PHI.</summary>
/// <param name="Column">The column.</param>
/// <param name="Filled">Rows that have a value.</param>
/// <param name="Lowest">The lowest value of a column of numbers or times, else null.</param>
/// <param name="Highest">The highest one.</param>
/// <param name="Units">The units of its rows, the frequent ones first; empty where the table has none.</param>
/// <param name="Examples">Values of a column of text.</param>
internal sealed record ColumnProfile(Column Column, long Filled, object? Lowest, object? Highest, IReadOnlyList<string> Units, IReadOnlyList<string> Examples)
{
    /// <summary>The profile as a line.</summary>
    public string Line
    {
        get
        {
            string span = Lowest is null ? "" : $"; {RowText.Cell(Lowest)} to {RowText.Cell(Highest)}";
            string units = Units.Count == 0 ? "" : $"; units: {string.Join(", ", Units)}";
            string examples = Examples.Count == 0 ? "" : $"; such as {string.Join(" / ", Examples)}";
            return string.Create(CultureInfo.InvariantCulture, $"{Column.Name} {Column.Type}: {Column.Description}; {Filled} filled{span}{units}{examples}");
        }
    }

    /// <summary>The profile as a row of <see cref="Evidence.Tools.ToolSchemas.EhrColumnProfiles"/>.</summary>
    public JsonElement ToRow(string table) => RowJson.Of(
        ["table", "column", "type", "description", "filled", "lowest", "highest", "units", "examples"],
        [table, Column.Name, Column.Type, Column.Description, Filled, Lowest, Highest, Units, Examples]);
}
