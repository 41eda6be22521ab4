using System.Text.Json;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Tools;
using ClinSeek.Reasoning.Likelihood.LookUps;

namespace ClinSeek.Reasoning.LanguageModel.Loop;

/// <summary>
/// Notices a model that goes round in circles. The record of a case does not change, so a call that was answered is answered
/// from there; a call that may say something else the next time (a page's state, a failure) is made again, until it has given
/// the same result too often.
/// </summary>
internal sealed class LoopGuard(CaseFile file, int repeats)
{
    private readonly Dictionary<EvidenceId, int> _asked = file.Steps
        .SelectMany(static step => step.Turn.Notes ?? [])
        .Where(static note => note.Kind == TurnNoteKind.Repeated)
        .Select(static note => EvidenceId.TryParse(note.Text.Split(' ')[0], out EvidenceId id) ? id : (EvidenceId?)null)
        .OfType<EvidenceId>()
        .CountBy(static id => id)
        .ToDictionary();

    /// <summary>Whether a call was made before and gives nothing new.</summary>
    /// <returns>The evidence that has its answer and how often it was asked with this time; null where the call is to be made.</returns>
    public (EvidenceId Earlier, int Times)? Check(ToolCall call)
    {
        EvidenceItem[] same = [.. file.Evidence.Where(item => ToolCalls.Same(item.Call, call))];
        if (same.Length == 0)
        {
            return null;
        }

        EvidenceItem last = same[^1];
        int alike = same.Reverse().TakeWhile(item => SameResult(item.Result, last.Result)).Count();
        if (MayChange(call, last.Result) && alike < repeats)
        {
            return null;
        }

        int times = _asked[last.Id] = _asked.GetValueOrDefault(last.Id, alike) + 1;
        return (last.Id, times);
    }

    /// <summary>What the model is told of a call that it repeats.</summary>
    public string Reply(EvidenceId earlier, int times) => times < repeats
        ? $"This call was answered as {earlier}; nothing changes when it is repeated. Use that result or ask something else."
        : $"This call was answered as {earlier}, and you have asked it {times} times with the same result. Change course: another table, other words, another source, or finish. If it is all you do, only finish will be accepted.";

    /// <summary>Whether a model that was told so repeats itself all the same.</summary>
    public bool IsStuck => _asked.Values.Any(times => times > repeats);

    private static bool MayChange(ToolCall call, ToolResult last) => last.Outcome == ToolOutcome.Failed || DependsOnPage(call);

    /// <summary>Opening and finding work on the page at hand, so the same words may mean another page.</summary>
    private static bool DependsOnPage(ToolCall call) => call.Name is "browser.open" or "browser.find" && !NamesAddress(call);

    private static bool NamesAddress(ToolCall call) =>
        call.Name == "browser.open" && ToolCalls.Argument(call, "id") is { } id && Uri.TryCreate(id, UriKind.Absolute, out _) && ToolCalls.Argument(call, "loc") is null;

    private static bool SameResult(ToolResult one, ToolResult other) =>
        one.Outcome == other.Outcome && one.Text == other.Text && one.Rows.Count == other.Rows.Count && one.Rows.Zip(other.Rows).All(static pair => JsonElement.DeepEquals(pair.First, pair.Second));
}
