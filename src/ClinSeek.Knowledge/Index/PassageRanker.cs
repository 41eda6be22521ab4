namespace ClinSeek.Knowledge.Index;

/// <summary>
/// Scores candidates: BM25 over weighed fields (BM25F), times what subject, kind of question and the nearness of words add.
/// A pure function of query, vocabulary and passage.
/// </summary>
internal sealed class PassageRanker
{
    private const int Places = 24;
    private const int Near = 4;

    private readonly ParsedQuery query;
    private readonly Vocabulary vocabulary;
    private readonly RankingOptions options;
    private readonly RankedConcept[] concepts;
    private readonly double total;

    public PassageRanker(ParsedQuery query, Vocabulary vocabulary, RankingOptions options)
    {
        this.query = query;
        this.vocabulary = vocabulary;
        this.options = options;
        concepts = [.. query.Concepts.Select(Rank).Where(static concept => concept.Forms.Length > 0)];
        total = query.Concepts.Sum(Telling);
    }

    /// <summary>A passage's score: greater is better, comparable within one search only.</summary>
    public double Score(PassageTerms passage)
    {
        Span<int> places = stackalloc int[Places * concepts.Length];
        Span<int> found = stackalloc int[concepts.Length];
        double score = 0;
        for (int at = 0; at < concepts.Length; at++)
        {
            RankedConcept concept = concepts[at];
            double body = concept.Count(passage.Body, places.Slice(at * Places, Places), out found[at]);
            double title = concept.Count(passage.Title, [], out _);
            double focus = concept.Count(passage.Focus, [], out _);
            double count = (body / Length(passage.Body.Length, vocabulary.AverageBody, options.BodyLength))
                + (options.TitleWeight * title / Length(passage.Title.Length, vocabulary.AverageTitle, options.TitleLength))
                + (options.FocusWeight * focus);
            score += concept.Weight * count * (options.Saturation + 1) / (count + options.Saturation);
        }

        double more = (options.Subject ? options.SubjectWeight * Subject(passage) : 0)
            + (options.Kinds ? options.KindWeight * Kind(passage) : 0)
            + (options.Overview && passage.Sections.HasFlag(QuestionKinds.Overview) ? options.OverviewWeight : 0)
            + (options.Proximity ? options.ProximityWeight * Proximity(places, found) : 0);
        return score * (1 + more);
    }

    private static double Length(int length, double average, double share) => 1 - share + (share * length / average);

    // The share of the passage's subject that was asked for, times the share of the question that the subject is.
    private double Subject(PassageTerms passage)
    {
        double all = 0, asked = 0;
        foreach (int term in passage.Focus)
        {
            double weight = vocabulary.InverseFrequencyOf(term);
            all += weight;
            asked += concepts.Any(concept => concept.Forms.Any(form => form.Contains(term))) ? weight : 0;
        }

        if (all == 0 || total == 0)
        {
            return 0;
        }

        double named = concepts.Where(concept => concept.Count(passage.Focus, [], out _) > 0).Sum(static concept => concept.Weight);
        return asked / all * (named / total);
    }

    private double Kind(PassageTerms passage) => (query.Kinds & passage.Sections) != 0 ? 1 : 0;

    private double Proximity(ReadOnlySpan<int> places, ReadOnlySpan<int> found)
    {
        if (concepts.Length < 2)
        {
            return 0;
        }

        double near = 0, all = 0;
        for (int at = 1; at < concepts.Length; at++)
        {
            double weight = Math.Min(concepts[at - 1].Weight, concepts[at].Weight);
            all += weight;
            int gap = Gap(places.Slice((at - 1) * Places, found[at - 1]), places.Slice(at * Places, found[at]));
            near += gap <= Near ? weight / Math.Max(1, gap) : 0;
        }

        return all > 0 ? near / all : 0;
    }

    private static int Gap(ReadOnlySpan<int> left, ReadOnlySpan<int> right)
    {
        int gap = int.MaxValue;
        foreach (int one in left)
        {
            foreach (int other in right)
            {
                gap = Math.Min(gap, Math.Abs(one - other));
            }
        }

        return gap;
    }

    private RankedConcept Rank(QueryConcept concept)
    {
        int[][] forms = [.. concept.Forms.Select(form => form.Select(vocabulary.Number).ToArray()).Where(static form => form.All(static number => number >= 0))];
        return new RankedConcept(forms, Telling(concept));
    }

    private double Telling(QueryConcept concept) =>
        concept.Weight * vocabulary.InverseFrequency(concept.Forms.Max(form => form.Min(vocabulary.Passages)));
}
