using ClinSeek.Ehr.Vocabularies;

namespace ClinSeek.Ehr.Tests.Vocabularies;

/// <summary>The index held against the slow way: every name measured, all sorted, the first ones taken.</summary>
public sealed class CandidateIndexTests
{
    private static readonly string[] Words = ["Acute", "chronic", "heart", "failure", "of", "the", "KIDNEY", "lung", "µ-cell", "(left)", "type 2", "é", "ß", "unspecified", "x"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void BySpelling_RandomNames_GivesWhatMeasuringAllGives(int seed)
    {
        var random = new Random(seed);
        string[] names = Names(random, 400);
        var index = new CandidateIndex(names);
        foreach (string query in Names(random, 40).Append("").Append(new string('a', 500)))
        {
            string folded = Trigrams.Fold(query);
            index.BySpelling(folded, 5).Select(found => (names[found.Place], found.Score)).ShouldBe(Slowly(names, name => (double)Ratio(folded, Trigrams.Fold(name)), -1));
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void ByTrigrams_RandomNames_GivesWhatComparingAllGives(int seed)
    {
        var random = new Random(seed);
        string[] names = Names(random, 400);
        var index = new CandidateIndex(names);
        foreach (string query in Names(random, 40))
        {
            HashSet<string> runs = Runs(Trigrams.Fold(query));
            double Cosine(string name) => Runs(Trigrams.Fold(name)) is var others ? runs.Count(others.Contains) / Math.Sqrt((double)runs.Count * others.Count) : 0;
            (IReadOnlyList<(int Place, double Score)> best, int total) = index.ByTrigrams(Trigrams.Fold(query), 0.5, 5);
            best.Select(found => (names[found.Place], found.Score)).ShouldBe(Slowly(names, Cosine, 0.5));
            total.ShouldBe(names.Count(name => Cosine(name) >= 0.5));
        }
    }

    [Fact]
    public void SubsequenceLength_RandomTexts_IsTheTablesAnswer()
    {
        var random = new Random(6);
        for (int run = 0; run < 500; run++)
        {
            string a = Text(random, random.Next(200));
            string b = Text(random, random.Next(200));
            new SubsequenceLength(a).With(b).ShouldBe(Common(a, b));
        }
    }

    private static IEnumerable<(string, double)> Slowly(string[] names, Func<string, double> measure, double least) => names
        .Select(name => (name, Score: measure(name))).Where(pair => pair.Score >= least)
        .OrderByDescending(static pair => pair.Score).ThenBy(static pair => pair.name, StringComparer.Ordinal).Take(5);

    private static string[] Names(Random random, int count) => [.. Enumerable.Range(0, count)
        .Select(_ => string.Join(' ', Enumerable.Range(0, random.Next(1, 6)).Select(_ => Words[random.Next(Words.Length)])) + (random.Next(3) == 0 ? $" {random.Next(50)}" : ""))
        .Distinct(StringComparer.Ordinal).OrderBy(static name => name.Length).ThenBy(static name => name, StringComparer.Ordinal)];

    private static string Text(Random random, int length) => string.Concat(Enumerable.Range(0, length).Select(_ => "abcdeäé€"[random.Next(8)]));

    private static HashSet<string> Runs(string text) => text.Length < 3 ? [text] : [.. Enumerable.Range(0, text.Length - 2).Select(start => text.Substring(start, 3))];

    private static int Ratio(string a, string b)
    {
        (a, b) = (a[..Math.Min(400, a.Length)], b[..Math.Min(400, b.Length)]);
        return a.Length + b.Length == 0 ? 100 : (int)Math.Round(200.0 * Common(a, b) / (a.Length + b.Length), MidpointRounding.AwayFromZero);
    }

    private static int Common(string a, string b)
    {
        var lengths = new int[a.Length + 1, b.Length + 1];
        for (int x = 1; x <= a.Length; x++)
        {
            for (int y = 1; y <= b.Length; y++)
            {
                lengths[x, y] = a[x - 1] == b[y - 1] ? lengths[x - 1, y - 1] + 1 : Math.Max(lengths[x - 1, y], lengths[x, y - 1]);
            }
        }

        return lengths[a.Length, b.Length];
    }
}
