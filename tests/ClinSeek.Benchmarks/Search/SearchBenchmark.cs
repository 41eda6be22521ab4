using System.Diagnostics;
using System.Globalization;
using ClinSeek.Knowledge.Index;
using ClinSeek.Knowledge.Sources;

namespace ClinSeek.Benchmarks.Search;

/// <summary>
/// Knowledge search over 100,000 synthetic passages in an index file: import beside a plain FTS5 insert, then p50 and p99 of
/// short queries, titles and whole questions. Targets: 5,000 passages a second, p50 below 15 ms, p99 below 50 ms.
/// </summary>
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
            Measurement.PrintConditions(string.Create(CultureInfo.InvariantCulture, $"search: {count:N0} passages of about 90 words, top 10, one caller, warm"));
            var corpus = new SyntheticPassages(seed: 7);
            Passage[] passages = [.. corpus.Take(count)];
            Rate("plain FTS5 insert", count, () => PlainInsert.Run(Path.Combine(folder, "plain.db"), passages));
            string file = Path.Combine(folder, "index.db");
            Rate("import", count, () => Import(file, passages));
            Rate("import of the same again", count, () => Import(file, passages));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"index: {new FileInfo(file).Length / 1_000_000:N0} MB"));

            using KnowledgeIndex index = KnowledgeIndex.Open(file);
            long started = Stopwatch.GetTimestamp();
            index.Search("kidney", 10);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"first search, vocabulary included: {Stopwatch.GetElapsedTime(started).TotalMilliseconds:F1} ms"));
            Measure("queries of 2 to 5 words by their frequency", index, corpus.Queries(Queries));
            Measure("titles of the built-in passages", index, [.. PassagePack.BuiltIn().Select(static passage => passage.Title)]);
            Measure("first paragraphs of the built-in passages", index, [.. PassagePack.BuiltIn().Select(static passage => passage.Text[0])]);
            Measure("misspelt words", index, [.. corpus.Queries(200).Select(static query => query.Length > 6 ? string.Concat(query.AsSpan(0, 3), "q", query.AsSpan(3)) : query)]);
            started = Stopwatch.GetTimestamp();
            using (KnowledgeIndex pack = KnowledgeIndex.InMemory(PassagePack.BuiltIn()))
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"built-in pack, {pack.Info.Passages} passages, built in memory: {Stopwatch.GetElapsedTime(started).TotalMilliseconds:F1} ms"));
            }

            return Task.FromResult(0);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Import(string file, Passage[] passages)
    {
        using IndexFile index = IndexFile.OpenOrCreate(file);
        index.Import(new ImportOrigin("synthetic", "1", "synthetic", "CC0-1.0"), passages);
    }

    private static void Rate(string what, int count, Action work)
    {
        using Process self = Process.GetCurrentProcess();
        TimeSpan before = self.TotalProcessorTime;
        long started = Stopwatch.GetTimestamp();
        work();
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        self.Refresh();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-44} {seconds,8:F1} s   {count / seconds,10:N0} passages/s   processor {(self.TotalProcessorTime - before).TotalSeconds:F1} s"));
    }

    private static void Measure(string what, KnowledgeIndex index, IReadOnlyList<string> queries)
    {
        foreach (string query in queries.Take(100))
        {
            index.Search(query, 10);
        }

        using Process self = Process.GetCurrentProcess();
        TimeSpan before = self.TotalProcessorTime;
        double[] times = [.. queries.Select(query =>
        {
            long started = Stopwatch.GetTimestamp();
            index.Search(query, 10);
            return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }).Order()];
        self.Refresh();
        double processor = (self.TotalProcessorTime - before).TotalMilliseconds / times.Length;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-44} p50 {times[times.Length / 2],7:F2} ms   p90 {times[times.Length * 9 / 10],7:F2} ms   p99 {times[times.Length * 99 / 100],7:F2} ms   max {times[^1],7:F2} ms   processor {processor,6:F2} ms each   n {times.Length}"));
    }
}
