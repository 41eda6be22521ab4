namespace ClinSeek.Reasoning.Scoring;

/// <summary>Tells whether an answer in words says the same as a gold answer.</summary>
public interface IAnswerJudge
{
    /// <summary>Judges one answer; what is judged may hold PHI.</summary>
    Task<JudgeVerdict> JudgeAsync(string question, GoldAnswer gold, string answer, CancellationToken cancellationToken);
}
