namespace ClinSeek.Reasoning.LanguageModel.Loop;

/// <summary>What one message of a model came to.</summary>
/// <param name="Answered">Its calls with their answers, in the order written.</param>
/// <param name="Ending">The end of the case, or null.</param>
/// <param name="TookCalls">How many of its calls will be made.</param>
internal sealed record MessageOutcome(IReadOnlyList<AnsweredCall> Answered, FinishCall? Ending, int TookCalls)
{
    /// <summary>Whether it held any call.</summary>
    public bool Called => Answered.Count > 0;
}
