namespace ClinSeek.Reasoning.Scoring;

/// <summary>How an answer did.</summary>
/// <param name="F1">0 to 1; null where only a judge could tell and none was there, which is not the same as wrong.</param>
/// <param name="ScoredBy">What decided: <c>form</c>, <c>judge</c>, <c>set</c> or <c>nobody</c>.</param>
public sealed record AnswerScore(double? F1, string ScoredBy)
{
    /// <summary>The gold's kind where there is one gold answer.</summary>
    public GoldKind? Kind { get; init; }

    /// <summary>The judge's verdict where one was asked, also beside a form that decided.</summary>
    public JudgeVerdict? Judged { get; init; }

    /// <summary>What the form alone says; null where it cannot tell.</summary>
    public bool? ByForm { get; init; }

    /// <summary>Sets only: the figures of the names as they were said.</summary>
    public SetScore? Raw { get; init; }

    /// <summary>Sets only: the figures after each name was mapped to the nearest label of the vocabulary.</summary>
    public SetScore? Mapped { get; init; }
}
