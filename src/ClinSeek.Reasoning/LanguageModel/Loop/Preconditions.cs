using ClinSeek.Evidence.Tools;

namespace ClinSeek.Reasoning.LanguageModel.Loop;

/// <summary>What must be there before a tool may be called. One that lacks it is not offered, and refused with the reason where it is called all the same.</summary>
internal static class Preconditions
{
    // These read vocabularies or keep a thought: they need no record of the patient.
    private static readonly string[] WithoutRecord = ["ehr.think", "ehr.get_candidates_by_keyword", "ehr.get_candidates_by_fuzzy_matching", "ehr.get_candidates_by_semantic_similarity"];

    /// <summary>Why a tool cannot be called in this case; null where it can.</summary>
    public static string? Unmet(string tool, CaseFile file)
    {
        if (ToolRooms.IsImage(tool) && file.Films.Count == 0)
        {
            return "This case has no image, so no image tool can be called. That says nothing about the chest; look for reports in the record.";
        }

        if (ToolRooms.IsRecord(tool) && file.Context is { HasRecord: false } && !WithoutRecord.Contains(tool))
        {
            return "This case has no record of the patient at its cut-off, so no tool of the record can be called. Use what the question says and the knowledge tools.";
        }

        return ToolRooms.IsBrowser(tool) && file.Left.BrowserCalls <= 0
            ? "The budget of browser calls is spent. Go on with what is there, or finish."
            : null;
    }
}
