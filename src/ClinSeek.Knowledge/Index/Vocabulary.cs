namespace ClinSeek.Knowledge.Index;

/// <summary>The terms of an index in memory: their numbers, in how many passages each stands, and the mined abbreviations.</summary>
internal sealed class Vocabulary
{
    private const int SpellingFrom = 5;
    private readonly Dictionary<string, int> numbers;
    private readonly List<string> terms;
    private readonly List<int> passages;
    private readonly Dictionary<string, string[][]> abbreviations;
    private readonly Lazy<ILookup<(char First, int Length), int>> byShape;

    public Vocabulary(int passageCount, double averageTitle, double averageBody, IEnumerable<(string Term, int Passages)> entries, Dictionary<string, string[][]> abbreviations)
    {
        PassageCount = passageCount;
        AverageTitle = Math.Max(1, averageTitle);
        AverageBody = Math.Max(1, averageBody);
        this.abbreviations = abbreviations;
        numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        terms = [];
        passages = [];
        foreach ((string term, int count) in entries)
        {
            numbers[term] = terms.Count;
            terms.Add(term);
            passages.Add(count);
        }

        byShape = new(() => Enumerable.Range(0, terms.Count).Where(number => passages[number] > 1 && terms[number].Length >= SpellingFrom - 1)
            .ToLookup(number => (terms[number][0], terms[number].Length)));
    }

    public int PassageCount { get; }

    public double AverageTitle { get; }

    public double AverageBody { get; }

    /// <summary>A term's number, or -1.</summary>
    public int Number(string term) => numbers.GetValueOrDefault(term, -1);

    /// <summary>In how many passages a term stands.</summary>
    public int Passages(string term) => numbers.TryGetValue(term, out int number) ? passages[number] : 0;

    /// <summary>How telling a number of passages is.</summary>
    public double InverseFrequency(int count) => Math.Log(1 + ((PassageCount - Math.Min(count, PassageCount) + 0.5) / (count + 0.5)));

    /// <summary>How telling a term is.</summary>
    public double InverseFrequency(string term) => InverseFrequency(Passages(term));

    /// <summary>How telling the term of a number is.</summary>
    public double InverseFrequencyOf(int number) => InverseFrequency(passages[number]);

    /// <summary>The long forms that passages themselves give for an abbreviation, the commonest first.</summary>
    public IReadOnlyList<string[]> LongForms(string term) => abbreviations.GetValueOrDefault(term) ?? [];

    /// <summary>The commonest term that differs from a misspelt one by a letter or, in long ones, by two; null where none does.</summary>
    public string? Nearest(string term)
    {
        if (term.Length < SpellingFrom || !char.IsLetter(term[0]) || term.Any(char.IsDigit))
        {
            return null;
        }

        int most = term.Length >= 7 ? 2 : 1;
        string? best = null;
        (int Distance, int Count) bestRank = (int.MaxValue, 0);
        for (int length = term.Length - most; length <= term.Length + most; length++)
        {
            foreach (int number in byShape.Value[(term[0], length)])
            {
                int distance = EditDistance.Within(term, terms[number], most);
                if (distance <= most && (distance < bestRank.Distance || (distance == bestRank.Distance && passages[number] > bestRank.Count)))
                {
                    (best, bestRank) = (terms[number], (distance, passages[number]));
                }
            }
        }

        return best;
    }
}
