using System.ComponentModel;
using ClinSeek.Evidence.Tools;

namespace ClinSeek.Ehr.Tools;

/// <summary>The scratchpad. What is thought is kept in the record of the case like any other step, and is no evidence for a claim.</summary>
internal sealed class ThoughtMethods
{
    private const int Longest = 8_000;

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "Bound to an instance like every tool.")]
    public ToolResult Think([Description("What you think; it is kept in the case's record.")] string response)
    {
        string thought = response.Trim();
        return thought.Length is 0 or > Longest
            ? ToolResult.Of(ToolOutcome.Failed, $"response has 1 to {Longest} characters.")
            : new ToolResult { Outcome = ToolOutcome.Ok, Schema = ToolSchemas.EhrThought, Rows = [RowJson.Of(["thought"], [thought])], Text = "The thought is recorded.", Shown = 1, Total = 1, Locators = [new Locator("thought", "thought")] };
    }
}
