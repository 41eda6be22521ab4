namespace ClinSeek.Ehr.Vocabularies;

/// <summary>The few best of many scored candidates: the higher score first, of equal ones the lower rank.</summary>
/// <param name="take">How many.</param>
/// <param name="ranks">The rank of each place; null where they are in the order of their ranks.</param>
internal sealed class BestPlaces(int take, int[]? ranks = null)
{
    private readonly List<(int Place, double Score)> _best = new(take + 1);

    public IReadOnlyList<(int Place, double Score)> Places => _best;

    /// <summary>Whether a candidate of such a score could still be among the best.</summary>
    public bool Wants(double score) => _best.Count < take || score >= _best[^1].Score;

    private int Rank(int place) => ranks is null ? place : ranks[place];

    public void Add(int place, double score)
    {
        if (!Wants(score))
        {
            return;
        }

        int at = _best.Count;
        while (at > 0 && (score > _best[at - 1].Score || (score == _best[at - 1].Score && Rank(place) < Rank(_best[at - 1].Place))))
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
