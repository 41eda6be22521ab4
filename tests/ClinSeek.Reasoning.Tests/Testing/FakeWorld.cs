using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using ClinSeek.Evidence.Tools;
using ClinSeek.Reasoning.Likelihood.LookUps;

namespace ClinSeek.Reasoning.Tests.Testing;

/// <summary>Answers the reasoner's calls from rows in memory: a query gets the rows of the look-ups that it names.</summary>
internal sealed class FakeWorld
{
    public static readonly DateTimeOffset Cutoff = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly List<Dictionary<string, object?>> _rows = [];
    private readonly Dictionary<string, (double Score, string Position)> _film = new(StringComparer.Ordinal);
    private int _row;

    public List<ToolCall> Calls { get; } = [];

    public HashSet<string> Failing { get; } = [];

    /// <summary>What the segmentation measures on the film; null where it measures nothing.</summary>
    public double? Ratio { get; init; }

    public bool HasFilm => _film.Count > 0;

    public string? Passage { get; set; }

    public static string Hours(double before) => Cutoff.AddHours(-before).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public FakeWorld Add(string lookUp, params (string Column, object? Value)[] columns)
    {
        _row++;
        var row = new Dictionary<string, object?>(StringComparer.Ordinal) { ["look_up"] = lookUp, ["row"] = _row, ["resource"] = $"Thing/{_row}", ["event_time"] = Hours(2) };
        foreach ((string column, object? value) in columns)
        {
            row[column] = value;
        }

        _rows.Add(row);
        return this;
    }

    public FakeWorld Patient(int age, string? gender = null) => Add("patient", ("gender", gender), ("age_years", age));

    public FakeWorld Value(string quantity, double value, string? unit, double hours = 2, string? comparator = null, string status = "final", double? limit = null) =>
        Add(quantity, ("event_time", Hours(hours)), ("display", quantity), ("comparator", comparator), ("value_num", value), ("unit", unit), ("ref_high", limit), ("status", status));

    public FakeWorld Condition(string display, string codes, string verification = "confirmed", string clinical = "active", double hours = 5000) =>
        Add("condition", ("event_time", Hours(hours)), ("display", display), ("codes", codes), ("verification_status", verification), ("clinical_status", clinical));

    public FakeWorld Medication(string display) => Add("medication", ("display", display), ("status", "active"));

    public FakeWorld Note(string text, double hours = 2)
    {
        _row++;
        for (int part = 0; part == 0 || (part * 1500) + 200 < text.Length; part++)
        {
            string piece = text[(part * 1500)..Math.Min(text.Length, (part * 1500) + 1700)];
            Add("document", ("resource", $"DocumentReference/{_row}"), ("event_time", Hours(hours)), ("display", "Note"), ("part", part), ("text", piece));
        }

        return this;
    }

    public FakeWorld Report(string text, double hours = 2) => Add("diagnostic_report", ("event_time", Hours(hours)), ("display", "Report"), ("text", text), ("status", "final"));

    public FakeWorld Film(string finding, bool above, double hours = 2)
    {
        if (_film.Count == 0)
        {
            Add("imaging_study", ("resource", "ImagingStudy/x"), ("study", "ImagingStudy/x"), ("event_time", Hours(hours)));
        }

        _film[finding] = (above ? 0.91 : 0.07, above ? "above" : "below");
        return this;
    }

    public ToolResult Answer(ToolCall call)
    {
        Calls.Add(call);
        if (Failing.Contains(call.Name))
        {
            return ToolResult.Of(ToolOutcome.Failed, "The tool is out of order; try later.");
        }

        string? Argument(string name) => ToolCalls.Argument(call, name);
        return call.Name switch
        {
            ToolCalls.Sql => Rows(Argument("sql_query")!),
            ToolCalls.Film => FilmResult(Argument("image_path")!),
            ToolCalls.Outline when Ratio is { } ratio => Make(ToolSchemas.ImageStructures, [new() { ["study"] = Argument("image_path"), ["finding"] = "Cardiothoracic ratio", ["value"] = ratio, ["operatingPoint"] = 0.5, ["position"] = ratio < 0.5 ? "below" : "above" }]),
            ToolCalls.Search when Passage is not null => Make(ToolSchemas.Passages, [new() { ["cursor"] = 0, ["link"] = 3, ["document"] = "d1", ["title"] = Passage, ["text"] = Passage }]),
            ToolCalls.Open when Passage is not null => Make(ToolSchemas.Lines, [new() { ["cursor"] = 1, ["document"] = "d1", ["title"] = Passage, ["line"] = 4, ["text"] = Passage }]),
            _ => ToolResult.Of(ToolOutcome.Empty, "Nothing matched."),
        };
    }

    private ToolResult Rows(string sql)
    {
        HashSet<string> asked = [.. Regex.Matches(sql, "SELECT '([a-z_0-9]+)' AS look_up").Select(static match => match.Groups[1].Value)];
        List<Dictionary<string, object?>> rows = [.. _rows.Where(row => asked.Contains((string)row["look_up"]!))];
        return rows.Count == 0 ? ToolResult.Of(ToolOutcome.Empty, "Nothing matched.") : Make(ToolSchemas.EhrRows, rows);
    }

    private ToolResult FilmResult(string study) =>
        Make(ToolSchemas.ImageFindings, [.. _film.Select(pair => new Dictionary<string, object?> { ["study"] = study, ["finding"] = pair.Key, ["score"] = pair.Value.Score, ["operatingPoint"] = 0.5, ["position"] = pair.Value.Position })]);

    private static ToolResult Make(string schema, List<Dictionary<string, object?>> rows) => new()
    {
        Outcome = ToolOutcome.Ok,
        Schema = schema,
        Rows = [.. rows.Select(static row => JsonSerializer.SerializeToElement(row))],
        Text = string.Join('\n', rows.Select(static row => string.Join(" | ", row.Values))),
        Shown = rows.Count,
        Total = rows.Count,
        Locators = [.. rows.Select(static row => new Locator((string)(row.GetValueOrDefault("resource") ?? row.GetValueOrDefault("study") ?? row.GetValueOrDefault("document"))!, "row#" + row.GetValueOrDefault("row")))],
    };
}
