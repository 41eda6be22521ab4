using System.Diagnostics;
using System.Globalization;
using System.Text;
using ClinSeek.Ehr.Vocabularies;
using Microsoft.Extensions.AI;

namespace ClinSeek.Benchmarks.Ehr;

/// <summary>The searches of a candidate table of 100,000 names with vectors of 384 numbers: time of a call once the table is in memory, and what that holds.</summary>
internal static class CandidateBenchmark
{
    private const int Candidates = 100_000;
    private const int Numbers = 384;
    private const string Model = "random numbers";

    public static async Task RunAsync(string folder, int runs)
    {
        string file = Path.Combine(folder, "large.db");
        string csv = Path.Combine(folder, "large.csv");
        var text = new StringBuilder("candidate,code\n");
        for (int number = 0; number < Candidates; number++)
        {
            text.Append(CultureInfo.InvariantCulture, $"Disorder {number % 977} of organ {number % 131} of stage {number},X{number}\n");
        }

        await File.WriteAllTextAsync(csv, text.ToString());
        VocabularyImporter.Import(file, csv, "disorders", null, null, CancellationToken.None);
        var clock = Stopwatch.StartNew();
        await VocabularyEmbedding.EmbedAsync(file, "disorders", Model, new RandomModel(), CancellationToken.None);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"# {Candidates:N0} candidates, vectors of {Numbers} numbers, stored in {clock.Elapsed.TotalSeconds:F1} s"));
        var store = new VocabularyStore(file);
        float[] query = RandomModel.Vector(new Random(7));
        Measure("by vector", runs, () => store.ByVector("disorders", Model, query, 0.5, 5)!.Total);
        Measure("by keyword", runs, () => store.ByKeyword("disorders", "organ 77", 0, 50).Total);
        Measure("by spelling", runs, () => store.ByFuzzyMatching("disorders", "Disorder 12 of organn 77 stage", 5).Total);
        Measure("by runs of letters", runs, () => store.ByTrigrams("disorders", "Disorder 12 of organ 77", 0.5, 5).Total);
    }

    private static void Measure(string what, int runs, Func<int> search)
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        var first = Stopwatch.StartNew();
        search();
        double loading = first.Elapsed.TotalMilliseconds;
        long held = GC.GetTotalMemory(forceFullCollection: true) - before;
        double[] times = [.. Enumerable.Range(0, Math.Max(5, runs / 10)).Select(_ =>
        {
            var clock = Stopwatch.StartNew();
            search();
            return clock.Elapsed.TotalMilliseconds;
        }).Order()];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Candidates:N0} candidates {what,-20} first {loading,8:F1}   best {times[0],8:F3}   p50 {times[times.Length / 2],8:F3} ms   held more {held / 1048576.0,6:F0} MiB"));
    }

    private sealed class RandomModel : IEmbeddingGenerator<string, Embedding<float>>
    {
        private readonly Random _random = new(1);

        public static float[] Vector(Random random)
        {
            float[] vector = [.. Enumerable.Range(0, Numbers).Select(_ => random.NextSingle() - 0.5f)];
            double length = Math.Sqrt(vector.Sum(static value => (double)value * value));
            return [.. vector.Select(value => (float)(value / length))];
        }

        public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(values.Select(_ => new Embedding<float>(Vector(_random)))));

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
