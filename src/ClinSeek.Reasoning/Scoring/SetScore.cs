namespace ClinSeek.Reasoning.Scoring;

/// <summary>How two sets of names agree, 0 to 1 each.</summary>
public sealed record SetScore(double Precision, double Recall, double F1, double Jaccard, bool Exact)
{
    /// <summary>Compares names without case.</summary>
    public static SetScore Of(IEnumerable<string> said, IEnumerable<string> gold)
    {
        var one = new HashSet<string>(said.Select(static name => name.Trim()), StringComparer.OrdinalIgnoreCase);
        var other = new HashSet<string>(gold.Select(static name => name.Trim()), StringComparer.OrdinalIgnoreCase);
        int hits = one.Count(other.Contains);
        double precision = one.Count == 0 ? 0 : (double)hits / one.Count;
        double recall = other.Count == 0 ? 0 : (double)hits / other.Count;
        int union = one.Count + other.Count - hits;
        return new SetScore(
            precision, recall, precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall), union == 0 ? 0 : (double)hits / union, hits == one.Count && hits == other.Count);
    }
}
