using ClinSeek.Evidence.Tools;
using ClinSeek.Reasoning;

namespace ClinSeek.Functions.Cases;

/// <summary>What the steps of a case have used of its budget. A figure that the provider did not say adds nothing.</summary>
/// <param name="Tokens">Model tokens, prompt and completion together.</param>
/// <param name="Cost">US dollars.</param>
/// <param name="BrowserCalls">Calls of knowledge tools.</param>
internal sealed record Spending(long Tokens, decimal Cost, int BrowserCalls)
{
    /// <summary>What steps have used together.</summary>
    public static Spending Of(IReadOnlyList<CaseStep> steps) => new(
        steps.Sum(static step => TokensOf(step.Turn.Usage)),
        steps.Sum(static step => step.Turn.Usage?.Cost ?? 0),
        steps.Sum(static step => step.Turn.Calls.Count(static call => ToolRooms.IsBrowser(ToolCatalogue.Canonical(call.Name)))));

    /// <summary>The tokens of one turn's model calls.</summary>
    public static long TokensOf(ModelUsage? usage) => (usage?.InputTokens ?? 0) + (usage?.OutputTokens ?? 0);
}
