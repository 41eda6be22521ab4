using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Tools;

namespace ClinSeek.Reasoning.LanguageModel.Loop;

/// <summary>Hypotheses have to be kept current: what the last step found and this one says nothing of is asked for once.</summary>
internal static class HypothesisDuty
{
    // What the record looks like says nothing about the patient.
    private static readonly HashSet<string> NotWeighed = new(StringComparer.Ordinal)
    {
        ToolSchemas.None, ToolSchemas.EhrTables, ToolSchemas.EhrColumns, ToolSchemas.EhrColumnProfiles, ToolSchemas.EhrCounts, ToolSchemas.EhrCandidates, ToolSchemas.EhrThought,
    };

    /// <summary>The evidence of the last step that hypotheses can be weighed by.</summary>
    public static IReadOnlyList<EvidenceId> New(CaseFile file) => file.Steps is [.., { } last]
        ? [.. last.Evidence.Where(static item => item.Result.Outcome is ToolOutcome.Ok or ToolOutcome.Truncated && !NotWeighed.Contains(item.Result.Schema)).Select(static item => item.Id)]
        : [];

    /// <summary>What the model is asked.</summary>
    public static string Ask(IReadOnlyList<EvidenceId> evidence, bool hasCalls) =>
        $"New evidence came in ({string.Join(", ", evidence)}) and you said nothing of it. Call update_hypotheses with what it does to your hypotheses; name under considered what changes nothing."
        + (hasCalls ? " The calls that were taken are made with this step; do not repeat them." : "");
}
