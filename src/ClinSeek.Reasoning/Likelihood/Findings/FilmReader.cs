using System.Globalization;
using System.Text.Json;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Tools;
using ClinSeek.Reasoning.Likelihood.Packs;

namespace ClinSeek.Reasoning.Likelihood.Findings;

/// <summary>
/// Reads a finding from the film classifier or a ratio from the segmentation: at or above the operating point it is present,
/// below it absent. Only a film that the record dates, and dates within the finding's window, counts; an older one says
/// nothing about now.
/// </summary>
internal static class FilmReader
{
    /// <summary>The heart's width against the chest's, which the segmentation measures.</summary>
    public const string Ratio = "Cardiothoracic ratio";

    /// <summary>What the latest reading says, or null where no film was read; why it does not count where one was.</summary>
    public static (Observed? Observed, string? Problem) Read(RecordView view, PackFinding finding, string name)
    {
        foreach (EvidenceItem item in view.Evidence.Where(static item => item.Result.Schema is ToolSchemas.ImageFindings or ToolSchemas.ImageStructures && item.Result.Outcome is ToolOutcome.Ok or ToolOutcome.Truncated).Reverse())
        {
            for (int index = 0; index < item.Result.Rows.Count; index++)
            {
                var row = new RecordRow(item, index);
                if (string.Equals(row.Text("finding"), name, StringComparison.OrdinalIgnoreCase) && row.Text("position") is "above" or "below")
                {
                    return Dated(view, finding, row, name);
                }
            }
        }

        return (null, null);
    }

    private static (Observed? Observed, string? Problem) Dated(RecordView view, PackFinding finding, RecordRow row, string name)
    {
        string? study = row.Text("study");
        DateTimeOffset? time = view.Rows("imaging_study").FirstOrDefault(one => one.Text("study") == study)?.Time;
        if (time is null && finding.WindowHours is not null)
        {
            return (null, "The record does not date the film, so the classifier's reading was not counted.");
        }

        if (!view.InWindow(time, finding.WindowHours))
        {
            return (null, string.Create(CultureInfo.InvariantCulture, $"The film is of {time!.Value.UtcDateTime:yyyy-MM-dd}, older than the window of its findings, so the classifier's reading was not counted."));
        }

        string score = row.Row.TryGetProperty(name == Ratio ? "value" : "score", out JsonElement value) ? value.GetRawText() : "";
        string detail = name == Ratio ? $"the heart takes {score} of the chest's width, {row.Text("position")} the usual limit" : $"the film classifier's score is {row.Text("position")} its operating point";
        return (new Observed(
            row.Text("position") == "above" ? PackFinding.Present : PackFinding.Absent,
            time,
            detail,
            [row.Cite($"{name} {score}".Trim(), name)]), null);
    }
}
