namespace ClinSeek.Reasoning.Likelihood;

/// <summary>When the likelihood reasoner stops and when it answers.</summary>
/// <param name="AnswerAt">The leader's smallest weight for an answer.</param>
/// <param name="Margin">How far ahead of the second it must be.</param>
/// <param name="StopAt">The leader's weight at which seeking ends although look-ups are left.</param>
/// <param name="MinimumFindings">The fewest informative findings for an answer.</param>
/// <param name="MinimumGroups">The fewest mechanisms they must come from.</param>
/// <param name="MinimumGain">The expected gain in bits for its cost below which a look-up is not worth it.</param>
/// <param name="CallsPerStep">The most calls of one step.</param>
/// <param name="DenyBelow">The weight at or below which a hypothesis that was asked for is denied, where a finding speaks against it.</param>
public sealed record LikelihoodOptions(
    double AnswerAt = 0.70, double Margin = 0.30, double StopAt = 0.95, int MinimumFindings = 3, int MinimumGroups = 2, double MinimumGain = 0.01, int CallsPerStep = 4,
    double DenyBelow = 0.02)
{
    /// <summary>What is wrong with the options; empty when nothing is.</summary>
    public IEnumerable<string> Problems()
    {
        if (AnswerAt is not (> 0 and < 1) || StopAt < AnswerAt || StopAt >= 1 || Margin is not (>= 0 and < 1) || DenyBelow < 0 || DenyBelow >= AnswerAt)
        {
            yield return "AnswerAt and StopAt must lie between 0 and 1, StopAt not below AnswerAt; Margin must lie between 0 and 1; DenyBelow must not be negative and lie below AnswerAt.";
        }

        if (MinimumFindings < 1 || MinimumGroups < 1 || CallsPerStep is < 1 or > 8 || !(MinimumGain >= 0))
        {
            yield return "MinimumFindings and MinimumGroups must be at least 1, CallsPerStep 1 to 8, MinimumGain not negative.";
        }
    }
}
