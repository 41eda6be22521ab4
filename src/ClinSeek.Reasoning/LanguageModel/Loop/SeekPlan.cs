using System.Globalization;
using System.Text;
using ClinSeek.Evidence.Tools;
using ClinSeek.Reasoning.LanguageModel.Profiles;
using ClinSeek.Reasoning.LanguageModel.Prompts;

namespace ClinSeek.Reasoning.LanguageModel.Loop;

/// <summary>
/// A plan for models that lose their way in a raw tool space, and for questions whose kind says where to look first. It is
/// derived from the case file alone, so every process sees it at the same point.
/// </summary>
internal sealed class SeekPlan
{
    private readonly CaseFile _file;
    private readonly ModelProfile _profile;
    private readonly TaskPolicy _policy;

    private SeekPlan(CaseFile file, ModelProfile profile, TaskPolicy policy) => (_file, _profile, _policy) = (file, profile, policy);

    /// <summary>The plan of a case for a model.</summary>
    public static SeekPlan For(CaseFile file, ModelProfile profile) => new(file, profile, TaskPolicy.For(file.Request.Question));

    /// <summary>
    /// The look-ups of the first step that are made without asking the model; empty where it begins by itself. They are what a
    /// curated prompt would hold, so that a led model never knows less than it would from one.
    /// </summary>
    public IReadOnlyList<ToolCall> FirstCalls()
    {
        if (_file.Steps.Count > 0 || _file.FinishOnly || (_profile.Guidance != Guidance.Hybrid && !_policy.AsksForNextRow))
        {
            return [];
        }

        HashSet<string> tools = [.. _file.Tools.Select(static tool => tool.Name).Where(tool => Preconditions.Unmet(tool, _file) is null)];
        return _policy.FirstCalls(tools, _file.Films);
    }

    /// <summary>Whether the kind of question ends the seeking with this step.</summary>
    public bool EndsSeeking => _policy.Steps is { } steps && _file.Steps.Count + 2 >= steps;

    /// <summary>Puts the plan into a case file.</summary>
    public void Write(StringBuilder text)
    {
        if (_policy.AsksForNextRow)
        {
            text.AppendLine("This question asks what comes next. The newest rows tell most: read them first, look back only where they leave it open, and answer soon.");
        }

        if (_profile.Guidance == Guidance.Free)
        {
            return;
        }

        (string Step, bool Done)[] steps = [.. Steps()];
        int now = Array.FindIndex(steps, static step => !step.Done);
        text.AppendLine("Plan:");
        for (int index = 0; index < steps.Length; index++)
        {
            string state = steps[index].Done ? "done" : index == now ? "now" : "then";
            text.AppendLine(CultureInfo.InvariantCulture, $"{index + 1}. [{state}] {steps[index].Step}");
        }
    }

    private IEnumerable<(string Step, bool Done)> Steps()
    {
        HashSet<string> used = [.. _file.Evidence.Where(static item => item.Result.Outcome is ToolOutcome.Ok or ToolOutcome.Empty or ToolOutcome.Truncated).Select(static item => item.Call.Name)];
        HashSet<string> offered = [.. OfferedTools.Seeking(_file, _profile).Select(static tool => tool.Name)];
        bool Any(string room) => used.Any(name => name.StartsWith(room, StringComparison.Ordinal));
        bool Offers(string room) => offered.Any(name => name.StartsWith(room, StringComparison.Ordinal));
        bool hypotheses = _file.Board.Live.Count > 0;

        if (Offers("ehr."))
        {
            yield return ($"Read the latest rows of {string.Join(", ", _policy.Tables)}.", used.Contains("ehr.get_latest_records"));
        }

        if (Offers("image."))
        {
            yield return ("Have the films read by the image tools.", Any("image."));
        }

        yield return ("Propose two to five hypotheses with update_hypotheses.", hypotheses);
        if (Offers("ehr."))
        {
            yield return ("Look for one finding that speaks for, and one that speaks against, the leading hypothesis.", hypotheses && _file.Board.Live.Any(static one => one.For.Count + one.Against.Count > 0));
        }

        if (Offers("browser."))
        {
            yield return ("Search the knowledge base once for what tells the hypotheses apart.", Any("browser."));
        }

        yield return ("Call finish: the leading hypothesis, each claim with an evidence id and words copied from it.", false);
    }
}
