using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ClinSeek.Knowledge.Sources;

namespace ClinSeek.Benchmarks.Search;

/// <summary>Passages whose words follow Zipf's law: the built-in pack's own words are the frequent ones, made-up words the tail.</summary>
[SuppressMessage("Security", "CA5394:Do not use insecure randomness", Justification = "A seeded sequence makes runs comparable; nothing secret depends on it.")]
internal sealed class SyntheticPassages
{
    private const int Vocabulary = 40_000;
    private readonly string[] words;
    private readonly double[] cumulative = new double[Vocabulary];
    private readonly int seed;

    public SyntheticPassages(int seed)
    {
        this.seed = seed;
        words =
        [
            .. PassagePack.BuiltIn().SelectMany(static passage => passage.Text).SelectMany(static text => text.Split(' '))
                .Select(static word => new string([.. word.Where(char.IsLetter)]).ToLowerInvariant()).Where(static word => word.Length > 1)
                .GroupBy(static word => word).OrderByDescending(static group => group.Count()).Select(static group => group.Key),
        ];
        words = [.. words, .. Enumerable.Range(0, Vocabulary).Select(static number => string.Create(CultureInfo.InvariantCulture, $"term{number}"))];
        words = words[..Vocabulary];
        double sum = 0;
        for (int rank = 0; rank < Vocabulary; rank++)
        {
            cumulative[rank] = sum += 1.0 / (rank + 10);
        }
    }

    public IEnumerable<Passage> Take(int count)
    {
        var random = new Random(seed);
        for (int number = 0; number < count; number++)
        {
            yield return new Passage
            {
                Id = string.Create(CultureInfo.InvariantCulture, $"p{number}"),
                Title = Sentence(random, 6),
                Text = [Sentence(random, 45), Sentence(random, 45)],
                Source = "synthetic",
                Date = "2026-01-01",
                License = "Apache-2.0",
            };
        }
    }

    public IReadOnlyList<string> Queries(int count)
    {
        var random = new Random(seed + 1);
        return [.. Enumerable.Range(0, count).Select(_ => Sentence(random, random.Next(2, 6)))];
    }

    private string Sentence(Random random, int length) =>
        string.Join(' ', Enumerable.Range(0, length).Select(_ => Word(random)));

    private string Word(Random random)
    {
        int at = Array.BinarySearch(cumulative, random.NextDouble() * cumulative[^1]);
        return words[Math.Min(at < 0 ? ~at : at, Vocabulary - 1)];
    }
}
