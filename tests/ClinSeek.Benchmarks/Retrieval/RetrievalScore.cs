namespace ClinSeek.Benchmarks.Retrieval;

/// <summary>How well rankings find right answers.</summary>
/// <param name="Hit10">The share of questions with a right answer among the first ten.</param>
/// <param name="ReciprocalRank">The mean of one divided by the place of the first right answer, up to 50.</param>
internal readonly record struct RetrievalScore(double Hit10, double ReciprocalRank)
{
    public const int Depth = 50;

    /// <summary>The score of the places of first right answers, 0 where there is none.</summary>
    public static RetrievalScore Of(IReadOnlyCollection<int> places) => places.Count == 0 ? default : new(
        places.Count(static place => place is > 0 and <= 10) / (double)places.Count,
        places.Sum(static place => place > 0 ? 1.0 / place : 0) / places.Count);

    public override string ToString() => FormattableString.Invariant($"hit@10 {Hit10:F3}  MRR {ReciprocalRank:F3}");
}
