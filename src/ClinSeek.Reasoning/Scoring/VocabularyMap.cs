namespace ClinSeek.Reasoning.Scoring;

/// <summary>
/// Maps a name to the nearest label of a task's vocabulary, where one is near enough. Nearness is that of three-letter
/// pieces (cosine); it knows spelling, not meaning, so both the raw and the mapped figures are reported. The vocabulary is
/// the task's own list, never the answers of the very questions that are scored.
/// </summary>
public sealed class VocabularyMap
{
    /// <summary>How near a label has to be for a name to be taken for it.</summary>
    public const double Threshold = 0.55;

    private readonly (string Label, Dictionary<string, int> Pieces)[] _labels;

    /// <param name="labels">The vocabulary.</param>
    public VocabularyMap(IEnumerable<string> labels) => _labels = [.. labels.Select(static label => (label, PiecesOf(label)))];

    /// <summary>The nearest label, or the name itself where none is near enough or two are equally near.</summary>
    public string Map(string name)
    {
        Dictionary<string, int> pieces = PiecesOf(name);
        (string Label, double Nearness)[] best = [.. _labels.Select(label => (label.Label, Nearness: Cosine(pieces, label.Pieces))).OrderByDescending(static found => found.Nearness).Take(2)];
        return best is [var first, ..] && first.Nearness >= Threshold && (best.Length == 1 || best[1].Nearness < first.Nearness) ? first.Label : name;
    }

    private static double Cosine(Dictionary<string, int> one, Dictionary<string, int> other)
    {
        double dot = one.Sum(piece => (double)piece.Value * other.GetValueOrDefault(piece.Key));
        return dot == 0 ? 0 : dot / (Norm(one) * Norm(other));
    }

    private static double Norm(Dictionary<string, int> pieces) => Math.Sqrt(pieces.Values.Sum(static count => (double)count * count));

    private static Dictionary<string, int> PiecesOf(string name)
    {
        string text = $"  {name.Trim().ToLowerInvariant()} ";
        var pieces = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int at = 0; at + 3 <= text.Length; at++)
        {
            pieces[text.Substring(at, 3)] = pieces.GetValueOrDefault(text.Substring(at, 3)) + 1;
        }

        return pieces;
    }
}
