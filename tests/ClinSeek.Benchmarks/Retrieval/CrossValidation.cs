using System.Globalization;
using ClinSeek.Knowledge.Index;

namespace ClinSeek.Benchmarks.Retrieval;

/// <summary>
/// Whether the ranking's weights are worth tuning: each fifth of the questions is scored with the weights that are best on
/// the other four. Where that is no better than the defaults, the defaults do not fit single questions.
/// </summary>
internal static class CrossValidation
{
    private const int Folds = 5;

    public static void Report(Func<RankingOptions, int[]> places)
    {
        (RankingOptions Options, int[] Places)[] grid = [.. Grid().Select(options => (options, places(options)))];
        int[] defaults = places(RankingOptions.Default);
        var held = new int[defaults.Length];
        for (int fold = 0; fold < Folds; fold++)
        {
            int[] own = [.. Enumerable.Range(0, defaults.Length).Where(at => at % Folds == fold)];
            (RankingOptions options, int[] best) = grid.MaxBy(point => RetrievalScore.Of([.. point.Places.Where((_, at) => at % Folds != fold)]).ReciprocalRank);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"fold {fold + 1}: best elsewhere subject {options.SubjectWeight}, kind {options.KindWeight}, overview {options.OverviewWeight}, title {options.TitleWeight}, proximity {options.ProximityWeight}"));
            foreach (int at in own)
            {
                held[at] = best[at];
            }
        }

        RetrievalScore[] scores = [.. grid.Select(static point => RetrievalScore.Of(point.Places))];
        Console.WriteLine($"defaults                             {RetrievalScore.Of(defaults)}");
        Console.WriteLine($"weights of the other folds           {RetrievalScore.Of(held)}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"all {scores.Length} weights: hit@10 {scores.Min(static score => score.Hit10):F3} to {scores.Max(static score => score.Hit10):F3}, MRR {scores.Min(static score => score.ReciprocalRank):F3} to {scores.Max(static score => score.ReciprocalRank):F3}"));
    }

    private static IEnumerable<RankingOptions> Grid() =>
        from subject in new[] { 0.5, 1, 2 }
        from kind in new[] { 0.15, 0.3, 0.5 }
        from overview in new[] { 0.15, 0.3, 0.5 }
        from title in new[] { 2.0, 3, 5 }
        from proximity in new[] { 0, 0.15, 0.3 }
        select RankingOptions.Default with { SubjectWeight = subject, KindWeight = kind, OverviewWeight = overview, TitleWeight = title, ProximityWeight = proximity };
}
