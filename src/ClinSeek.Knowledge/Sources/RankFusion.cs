namespace ClinSeek.Knowledge.Sources;

/// <summary>
/// Reciprocal-rank fusion (Cormack, Clarke and Buettcher, SIGIR 2009): joins rankings whose scores cannot be compared.
/// </summary>
internal static class RankFusion
{
    /// <summary>The constant of the published method: how little one place at the top decides.</summary>
    public const double Damping = 60;

    /// <summary>One ranking of all; equal sums stay in the order of the first ranking that has them.</summary>
    public static IReadOnlyList<T> Merge<T>(IReadOnlyList<IReadOnlyList<T>> rankings, Func<T, string> key)
    {
        var sums = new Dictionary<string, (double Sum, int Order, T Item)>(StringComparer.Ordinal);
        foreach (IReadOnlyList<T> ranking in rankings)
        {
            for (int place = 0; place < ranking.Count; place++)
            {
                string name = key(ranking[place]);
                (double sum, int order, T item) = sums.TryGetValue(name, out (double Sum, int Order, T Item) known) ? known : (0, sums.Count, ranking[place]);
                sums[name] = (sum + (1 / (Damping + place + 1)), order, item);
            }
        }

        return [.. sums.Values.OrderByDescending(static entry => entry.Sum).ThenBy(static entry => entry.Order).Select(static entry => entry.Item)];
    }
}
