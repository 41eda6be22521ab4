using ClinSeek.Evidence.Tools;
using ClinSeek.Reasoning.Likelihood.Findings;
using ClinSeek.Reasoning.Likelihood.LookUps;
using ClinSeek.Reasoning.Scores;

namespace ClinSeek.Reasoning.Likelihood.ScoreQuestions;

/// <summary>Chooses the look-ups that fill a score's inputs.</summary>
internal static class ScoreSeeker
{
    /// <summary>The calls not made yet whose tool is offered; empty where all were made.</summary>
    public static IReadOnlyList<ToolCall> Next(ScoreDefinition score, CaseFile file, RecordView view) =>
        [.. LookUpPlan.For(ScorePack.Of(score), file, view).Batches
            .Where(static batch => batch.Key is not ("film" or "outline"))
            .Select(static batch => batch.Call)
            .Where(call => file.Tools.Any(tool => tool.Name == call.Name) && !view.Evidence.Any(item => ToolCalls.Same(item.Call, call)))];
}
