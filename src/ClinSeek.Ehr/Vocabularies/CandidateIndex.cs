using System.Runtime.InteropServices;

namespace ClinSeek.Ehr.Vocabularies;

/// <summary>
/// The names of one candidate table in memory, ready to be searched; a name is told by its place. Immutable and shared between
/// threads.
/// </summary>
internal sealed class CandidateIndex
{
    private readonly string[] _folded;
    private readonly int[] _ranks;
    private readonly Lazy<(Dictionary<ulong, int[]> Places, int[] Runs)> _trigrams;

    /// <param name="names">The names, the short ones first and those of one length in alphabetical order: as they are listed.</param>
    public CandidateIndex(IReadOnlyList<string> names)
    {
        _folded = [.. names.Select(Fold)];
        _ranks = BestPlaces.RanksOf(names);
        _trigrams = new(ReadTrigrams);
    }

    /// <summary>How many names there are.</summary>
    public int Count => _folded.Length;

    /// <summary>The names that contain a folded text.</summary>
    public IReadOnlyList<int> ByKeyword(string folded)
    {
        var found = new List<int>();
        for (int place = 0; place < _folded.Length; place++)
        {
            if (_folded[place].Contains(folded, StringComparison.Ordinal))
            {
                found.Add(place);
            }
        }

        return found;
    }

    /// <summary>The names that are spelt most like a folded text, by <see cref="EditRatio"/>.</summary>
    public IReadOnlyList<(int Place, double Score)> BySpelling(string folded, int take)
    {
        var ratio = new EditRatio(folded);
        var best = new BestPlaces(take, _ranks);
        for (int place = 0; place < _folded.Length; place++)
        {
            if (best.Wants(ratio.Most(_folded[place].Length)))
            {
                best.Add(place, ratio.With(_folded[place]));
            }
        }

        return best.Places;
    }

    /// <summary>The names that share most runs of three letters with a folded text, and how many share enough.</summary>
    public (IReadOnlyList<(int Place, double Score)> Best, int Total) ByTrigrams(string folded, double least, int take)
    {
        (Dictionary<ulong, int[]> places, int[] runs) = _trigrams.Value;
        HashSet<ulong> wanted = Trigrams.Of(folded);
        var shared = new Dictionary<int, int>();
        foreach (ulong run in wanted)
        {
            foreach (int place in places.GetValueOrDefault(run) ?? [])
            {
                CollectionsMarshal.GetValueRefOrAddDefault(shared, place, out _)++;
            }
        }

        var best = new BestPlaces(take, _ranks);
        int total = 0;
        foreach ((int place, int count) in shared)
        {
            double score = count / Math.Sqrt((double)wanted.Count * runs[place]);
            if (score >= least)
            {
                total++;
                best.Add(place, score);
            }
        }

        return (best.Places, total);
    }

    private (Dictionary<ulong, int[]> Places, int[] Runs) ReadTrigrams()
    {
        var places = new Dictionary<ulong, List<int>>();
        var runs = new int[_folded.Length];
        for (int place = 0; place < _folded.Length; place++)
        {
            HashSet<ulong> its = Trigrams.Of(_folded[place]);
            runs[place] = its.Count;
            foreach (ulong run in its)
            {
                (CollectionsMarshal.GetValueRefOrAddDefault(places, run, out _) ??= []).Add(place);
            }
        }

        return (places.ToDictionary(static pair => pair.Key, static pair => pair.Value.ToArray()), runs);
    }

    // Most names of a vocabulary are folded already, or nearly: those that are take no second text.
    private static string Fold(string name) => Trigrams.Fold(name) is var folded && folded == name ? name : folded;
}
