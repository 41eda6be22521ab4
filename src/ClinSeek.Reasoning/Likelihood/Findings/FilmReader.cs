using System.Text.Json;
using ClinSeek.Evidence.Tools;
using ClinSeek.Reasoning.Likelihood.Packs;

namespace ClinSeek.Reasoning.Likelihood.Findings;

/// <summary>Reads a finding from the film classifier: at or above the operating point it is present, below it absent.</summary>
internal static class FilmReader
{
    /// <summary>What the latest reading says, or null where no film was read.</summary>
    public static Observed? Read(RecordView view, string finding)
    {
        foreach (EvidenceItem item in view.Evidence.Where(static item => item.Result.Schema == ToolSchemas.ImageFindings && item.Result.Outcome is ToolOutcome.Ok or ToolOutcome.Truncated).Reverse())
        {
            for (int index = 0; index < item.Result.Rows.Count; index++)
            {
                var row = new RecordRow(item, index);
                if (string.Equals(row.Text("finding"), finding, StringComparison.OrdinalIgnoreCase) && row.Text("position") is "above" or "below")
                {
                    string score = row.Row.TryGetProperty("score", out JsonElement value) ? value.GetRawText() : "";
                    return new Observed(
                        row.Text("position") == "above" ? PackFinding.Present : PackFinding.Absent,
                        null,
                        "the film classifier's score is " + row.Text("position") + " its operating point",
                        [row.Cite($"{finding} {score}".Trim(), finding)]);
                }
            }
        }

        return null;
    }
}
