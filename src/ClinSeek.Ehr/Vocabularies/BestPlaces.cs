namespace ClinSeek.Ehr.Vocabularies;

/// <summary>The few best of many scored candidates: the higher score first, of equal ones the lower rank.</summary>
internal sealed class BestPlaces(int take, int[] ranks)
{
    private readonly List<(int Place, double Score)> _best = new(take + 1);

    public IReadOnlyList<(int Place, double Score)> Places => _best;

    /// <summary>Whether a candidate of such a score could still be among the best.</summary>
    public bool Wants(double score) => _best.Count < take || score >= _best[^1].Score;

    /// <summary>The rank of each name in alphabetical order.</summary>
    public static int[] RanksOf(IReadOnlyList<string> names)
    {
        int[] alphabetical = [.. Enumerable.Range(0, names.Count)];
        Array.Sort(alphabetical, (x, y) => string.CompareOrdinal(names[x], names[y]));
        var ranks = new int[names.Count];
        for (int rank = 0; rank < alphabetical.Length; rank++)
        {
            ranks[alphabetical[rank]] = rank;
        }

        return ranks;
    }

    public void Add(int place, double score)
    {
        if (!Wants(score))
        {
            return;
        }

        int at = _best.Count;
        while (at > 0 && (score > _best[at - 1].Score || (score == _best[at - 1].Score && ranks[place] < ranks[_best[at - 1].Place])))
        {
            at--;
        }

        _best.Insert(at, (place, score));
        if (_best.Count > take)
        {
            _best.RemoveAt(take);
        }
    }
}
