using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using ClinSeek.Knowledge.Index;
using ClinSeek.Knowledge.Sources;

namespace ClinSeek.Benchmarks.Search;

/// <summary>Knowledge search over 100,000 synthetic passages in an index file: build, then p50 and p99 of a mixed set of queries.</summary>
public static class SearchBenchmark
{
    private const int Queries = 2_000;

    /// <summary>Runs it; the first argument may give another number of passages.</summary>
    public static Task<int> RunAsync(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        int count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100_000;
        string folder = Directory.CreateTempSubdirectory("clinseek-search-").FullName;
        try
        {
            Console.WriteLine($"search: {count:N0} passages of about 90 words, top 10, one caller, warm, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}");
            var corpus = new SyntheticPassages(seed: 7);
            long started = Stopwatch.GetTimestamp();
            string file = Path.Combine(folder, "index.db");
            using KnowledgeIndex index = KnowledgeIndex.Build(file, corpus.Take(count));
            Console.WriteLine($"build: {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s, {new FileInfo(file).Length / 1_000_000:N0} MB");

            Measure("queries of 2 to 5 words by their frequency in the text", index, corpus.Queries(Queries));
            Measure("queries from the built-in passages' titles", index, [.. PassagePack.BuiltIn().Select(static passage => passage.Title)]);
            started = Stopwatch.GetTimestamp();
            using (KnowledgeIndex pack = KnowledgeIndex.InMemory(PassagePack.BuiltIn()))
            {
                Console.WriteLine($"built-in pack, {pack.Info.Passages} passages, built in memory: {Stopwatch.GetElapsedTime(started).TotalMilliseconds:F1} ms");
            }

            return Task.FromResult(0);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Measure(string what, KnowledgeIndex index, IReadOnlyList<string> queries)
    {
        foreach (string query in queries.Take(100))
        {
            index.Search(query, 10);
        }

        double[] times = [.. queries.Select(query =>
        {
            long started = Stopwatch.GetTimestamp();
            index.Search(query, 10);
            return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }).Order()];
        Console.WriteLine($"{what} (n={times.Length}): p50 {times[times.Length / 2]:F2} ms, p90 {times[times.Length * 9 / 10]:F2} ms, p99 {times[times.Length * 99 / 100]:F2} ms, max {times[^1]:F2} ms");
    }
}
