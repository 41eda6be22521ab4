using ClinSeek.Evidence.Tools;
using ClinSeek.Reasoning.LanguageModel.Profiles;
using Microsoft.Extensions.AI;

namespace ClinSeek.Reasoning.LanguageModel.Prompts;

/// <summary>
/// The recent turns word for word, the newest with as much of its results as fits, older ones as far as there is room. What
/// is left out here stands in the index by its id, and whole in the store.
/// </summary>
internal sealed class TurnHistory
{
    private const int LeastOfAResult = 400;
    private const int MostOfAnEarlierResult = 3_000;

    private readonly List<(CaseStep Step, int Most)> _shown = [];

    /// <summary>Chooses the turns that fit.</summary>
    /// <param name="file">The case.</param>
    /// <param name="options">How the model is spoken to.</param>
    /// <param name="room">Characters to fill at most.</param>
    public TurnHistory(CaseFile file, LanguageModelOptions options, int room)
    {
        foreach (CaseStep step in file.Steps.Reverse().Take(options.Profile.RecentTurns))
        {
            int most = _shown.Count == 0 ? options.RecentResultCharacters : MostOfAnEarlierResult;
            int said = (step.Turn.Message?.Text.Length ?? 0) + (step.Turn.Message?.Calls.Sum(static call => call.Arguments.Length + (call.Reply?.Length ?? 0)) ?? 0);
            int each = step.Evidence.Count == 0 ? 0 : Math.Min(most, (room - said) / step.Evidence.Count);
            if (room - said < 0 || (step.Evidence.Count > 0 && each < LeastOfAResult))
            {
                break;
            }

            _shown.Insert(0, (step, each));
            room -= said + step.Evidence.Sum(item => Math.Min(each, item.Result.Text.Length) + 200);
        }
    }

    /// <summary>The steps that are shown.</summary>
    public IReadOnlySet<int> Steps => _shown.Select(static shown => shown.Step.Number).ToHashSet();

    /// <summary>Puts the turns behind a conversation.</summary>
    public void Append(List<ChatMessage> messages, ModelProfile profile)
    {
        foreach ((CaseStep step, int most) in _shown)
        {
            (string, string, string, string)[] calls = [.. Calls(step, most)];
            if (calls.Length > 0 || step.Turn.Message is { Text.Length: > 0 })
            {
                Conversation.Append(messages, profile.Dialect, step.Turn.Message?.Text ?? "", calls);
            }
        }
    }

    private static IEnumerable<(string, string, string, string)> Calls(CaseStep step, int most)
    {
        if (step.Turn.Message is not { Calls: { Count: > 0 } said })
        {
            // Calls that no model wrote, such as those of a plan, are shown as if it had.
            return step.Evidence.Select(item => (CallId(item), WireNames.ToWire(item.Call.Name), item.Call.ArgumentsJson, ResultText.Full(item, most)));
        }

        return said.Select(call => (call.Id, call.Name, call.Arguments, Reply(call, step, most)));
    }

    private static string Reply(AnsweredCall call, CaseStep step, int most) => call.Ordinal is { } ordinal
        ? step.Evidence.ElementAtOrDefault(ordinal - 1) is { } item ? ResultText.Full(item, most) : "No result was kept."
        : call.Reply ?? "Taken.";

    private static string CallId(EvidenceItem item) => item.Call.ProviderCallId ?? "call_" + item.Id.ToString().Replace('.', '_');
}
