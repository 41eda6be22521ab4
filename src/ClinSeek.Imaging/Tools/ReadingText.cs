using System.Globalization;
using System.Text;
using System.Text.Json;
using ClinSeek.Evidence;
using ClinSeek.Evidence.Tools;
using ClinSeek.Imaging.Models;

namespace ClinSeek.Imaging.Tools;

/// <summary>A reading as a tool result: rows, lines of text, and a locator that quotes each line literally.</summary>
internal static class ReadingText
{
    public static ToolResult Write(string study, FilmReading reading, ModelPackage model)
    {
        var text = new StringBuilder()
            .AppendLine(CultureInfo.InvariantCulture, $"Chest film of {study}{Described(reading)}, read by {model.Name} {model.Version}: {model.Notice}.");
        var rows = new List<JsonElement>(reading.Findings.Count);
        var locators = new List<Locator>(reading.Findings.Count);
        foreach (FindingScore score in reading.Findings)
        {
            string line = Line(score);
            text.AppendLine(line);
            locators.Add(new Locator(study, score.Finding, line));
            rows.Add(JsonSerializer.SerializeToElement(
                new
                {
                    study,
                    score.Finding,
                    score.Score,
                    score.OperatingPoint,
                    score.Position,
                    score.Margin,
                    Model = model.Name,
                    ModelVersion = model.Version,
                },
                EvidenceJson.Options));
        }

        foreach (string caution in reading.Cautions) text.AppendLine(CultureInfo.InvariantCulture, $"Caution: {caution}.");
        text.Append("A score is a position on the model's own scale and means something only against its operating point; below it is not «absent».");
        return new ToolResult
        {
            Outcome = ToolOutcome.Ok,
            Schema = ToolSchemas.ImageFindings,
            Rows = rows,
            Text = text.ToString(),
            Shown = rows.Count,
            Total = rows.Count,
            Locators = locators,
        };
    }

    private static string Line(FindingScore score) => string.Create(
        CultureInfo.InvariantCulture,
        $"{score.Finding}: {score.Position} the operating point (score {score.Score:0.0000}, operating point {score.OperatingPoint:0.0000}, margin {score.Margin:+0.0000;-0.0000;0.0000})");

    private static string Described(FilmReading reading)
    {
        string said = string.Join(' ', new[] { reading.Film.Modality, reading.Film.ViewPosition }.Where(static word => word is not null));
        return said.Length == 0 ? string.Empty : $" ({said})";
    }
}
