using System.Globalization;
using System.Text;
using System.Text.Json;
using ClinSeek.Evidence;
using ClinSeek.Evidence.Tools;

namespace ClinSeek.Imaging.Tools;

/// <summary>Puts a result together: lines of text, and rows whose locators quote their line literally.</summary>
internal sealed class ResultWriter(string study, string schema)
{
    private readonly StringBuilder _text = new();
    private readonly List<JsonElement> _rows = [];
    private readonly List<Locator> _locators = [];

    /// <summary>The study that the result is of.</summary>
    public string Study => study;

    /// <summary>A line without a row.</summary>
    public ResultWriter Say(string line)
    {
        _text.Append(line).Append('\n');
        return this;
    }

    /// <summary>A row with the line that says it.</summary>
    public ResultWriter Row(string position, string line, object row)
    {
        Say(line);
        _rows.Add(JsonSerializer.SerializeToElement(row, EvidenceJson.Options));
        _locators.Add(new Locator(study, position, line));
        return this;
    }

    /// <summary>What was assumed on the way.</summary>
    public ResultWriter Cautions(IEnumerable<string> cautions)
    {
        foreach (string caution in cautions) Say($"Caution: {caution}.");
        return this;
    }

    /// <summary>The result.</summary>
    public ToolResult Result(ToolOutcome outcome = ToolOutcome.Ok) => new()
    {
        Outcome = outcome,
        Schema = schema,
        Rows = _rows,
        Text = _text.ToString().TrimEnd('\n'),
        Shown = _rows.Count,
        Total = _rows.Count,
        Locators = _locators,
    };

    /// <summary>Text that reads the same everywhere.</summary>
    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
