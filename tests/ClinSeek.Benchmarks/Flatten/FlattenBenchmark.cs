using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using System.Text;
using ClinSeek.Ehr.Database;
using ClinSeek.Ehr.Database.Schema;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Ehr.Tests.Testing;
using ClinSeek.Ehr.SqlOnFhir;
using ClinSeek.Evidence.Cutoff;

namespace ClinSeek.Benchmarks.Flatten;

/// <summary>
/// FHIR to rows on one thread, and the whole snapshot of a 1,500-resource patient. Without an argument it makes a synthetic bundle;
/// with a file or folder it reads that and takes the patient with the most resources; with <c>javascript</c> it compares the view engine with another.
/// </summary>
public static class FlattenBenchmark
{
    private const int Resources = 1_500;
    private const int Openings = 15;
    private static readonly CutoffTime Cutoff = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is ["javascript"])
        {
            return await EngineComparison.RunAsync(SyntheticRecord.Page(Resources).Content);
        }

        (IReadOnlyList<RecordPage> pages, string patient) = args.Length > 0 ? await LargestAsync(args[0]) : ([SyntheticRecord.Page(Resources)], "p1");
        int resources = pages.Sum(static page => Count(page));
        long bytes = pages.Sum(static page => page.Content.Length);
        Print($"{resources} resources, {bytes / 1024} KB, {Environment.ProcessorCount} processors, .NET {Environment.Version}");

        Report("JSON to rows, one thread (target 100,000 resources/s)", resources, bytes, Time(() => Extract(pages, patient)));
        Report("of that, reading the pages", resources, bytes, Time(() => _ = pages.Sum(static page => FhirPageReader.Read(page.Source, page.MediaType, page.Content).Entries.Count)));
        Report("views alone, JSON parsed before", resources, bytes, TimeViews(pages));
        Report($"snapshot with digest and indexes (target for {Resources} resources: 150 ms)", resources, bytes, Time(() => PatientSnapshot.Build(pages, patient, Cutoff)));
        byte[] database = PatientSnapshot.Build(pages, patient, Cutoff).Database.ToArray();
        Report($"open the {database.Length / 1024} KB database", resources, bytes, Time(() => PatientDatabase.Open(database).Dispose()));
        await OpenFromFileAsync(pages, patient, bytes);
        OpenMany(database);
        return 0;
    }

    /// <summary>From a file to an open database, as a case is opened, and what memory that takes at most.</summary>
    private static async Task OpenFromFileAsync(IReadOnlyList<RecordPage> pages, string patient, long bytes)
    {
        string folder = Directory.CreateTempSubdirectory("clinseek-flatten-").FullName;
        try
        {
            foreach (RecordPage page in pages)
            {
                await File.WriteAllBytesAsync(Path.Combine(folder, Path.GetFileName(page.Source)), page.Content.ToArray());
            }

            Figures file = Time(() =>
            {
                RecordPull pull = FhirFiles.PullAsync(folder, patient, TimeProvider.System).GetAwaiter().GetResult();
                PatientDatabase.Open(PatientSnapshot.Build(pull, patient, Cutoff).Database).Dispose();
            });
            Report($"from file to an open database (target for {Resources} resources: 150 ms)", pages.Sum(static page => Count(page)), bytes, file);
            Print($"  memory of one opening above what was there before it, in the heap and in SQLite, the input's own bytes among it; the most of {Openings} (target: under 4 times the input)");
            Print($"    alive: what full collections without a pause find in use: {await PeakAsync(folder, patient, Alive) / (double)bytes:F1} times the input");
            Print($"    taken: with all garbage that the collector has left in flight: {await PeakAsync(folder, patient, Taken) / (double)bytes:F1} times the input");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>
    /// The most that one opening takes above what was there before, in the heap and in SQLite. Code and views are compiled by then, and
    /// shared by all cases. Garbage in flight depends on the collector's budget, a few megabytes on most machines; what is alive depends on
    /// the record alone.
    /// </summary>
    private static async Task<long> PeakAsync(string folder, string patient, Func<long> measure)
    {
        long most = 0;
        for (int run = 0; run < Openings; run++)
        {
            GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            long before = measure();
            using var stop = new CancellationTokenSource();
            Task watch = Task.Run(() =>
            {
                while (!stop.IsCancellationRequested)
                {
                    most = Math.Max(most, measure() - before);
                }
            });
            RecordPull pull = await FhirFiles.PullAsync(folder, patient, TimeProvider.System);
            using var open = PatientDatabase.Open(PatientSnapshot.Build(pull, patient, Cutoff).Database);
            await stop.CancelAsync();
            await watch;
        }

        return most;
    }

    private static long Taken() => GC.GetTotalMemory(forceFullCollection: false) + Native();

    // What the collector itself found alive: asked afterwards, the heap has garbage again.
    private static long Alive()
    {
        GC.Collect(2, GCCollectionMode.Forced, blocking: true);
        return GC.GetGCMemoryInfo(GCKind.FullBlocking).PromotedBytes + Native();
    }

    private static long Native() => SQLitePCL.raw.sqlite3_memory_used();

    private static void OpenMany(byte[] database)
    {
        const int Patients = 200;
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        long before = GC.GetTotalMemory(forceFullCollection: true) + Native();
        PatientDatabase[] open = [.. Enumerable.Range(0, Patients).Select(_ => PatientDatabase.Open((byte[])database.Clone()))];
        foreach (PatientDatabase patient in open)
        {
            patient.Query("SELECT count(*) FROM observation", [], Cutoff, SqlGuardOptions.Default);
        }

        long held = GC.GetTotalMemory(forceFullCollection: true) + Native() - before;
        Print($"{Patients} patients open at once, each queried: {held / 1048576.0:F0} MiB (target: under 1024)");
        Array.ForEach(open, static patient => patient.Dispose());
    }

    private static Figures TimeViews(IReadOnlyList<RecordPage> pages)
    {
        FhirPage[] read = [.. pages.Select(static page => FhirPageReader.Read(page.Source, page.MediaType, page.Content))];
        System.Text.Json.JsonDocument[] documents = [.. read.SelectMany(static page => page.Entries).Where(static entry => !entry.Deleted).Select(static entry => entry.Parse())];
        System.Text.Json.JsonElement[] resources = [.. documents.Select(static document => document.RootElement)];
        ViewRunner[] runners = [.. RecordSchema.BuiltIn.BySource.Values.SelectMany(static sources => sources).Select(static source => new ViewRunner(source.View))];
        var none = new Discard();
        Figures figures = Time(() =>
        {
            foreach (System.Text.Json.JsonElement resource in resources)
            {
                foreach (ViewRunner runner in runners)
                {
                    runner.Run(resource, none);
                }
            }
        });
        Array.ForEach(documents, static document => document.Dispose());
        return figures;
    }

    private static void Extract(IReadOnlyList<RecordPage> pages, string patient)
    {
        FhirPage[] read = [.. pages.Select(static page => FhirPageReader.Read(page.Source, page.MediaType, page.Content))];
        using var extraction = new RowExtraction(read, patient, Cutoff, RecordSchema.BuiltIn);
    }

    private static int Count(RecordPage page)
    {
        FhirPage read = FhirPageReader.Read(page.Source, page.MediaType, page.Content);
        return read.Entries.Count;
    }

    private static async Task<(IReadOnlyList<RecordPage> Pages, string Patient)> LargestAsync(string path)
    {
        var clock = Stopwatch.StartNew();
        IReadOnlyList<PatientListing> patients = FhirFiles.ListPatients(path);
        Print($"list {patients.Count} patients: {clock.ElapsedMilliseconds} ms");
        RecordPull? largest = null;
        string id = string.Empty;
        foreach (PatientListing patient in patients)
        {
            RecordPull pull = await FhirFiles.PullAsync(path, patient.Id, TimeProvider.System);
            if (largest is null || pull.Pages.Sum(Count) > largest.Pages.Sum(Count))
            {
                (largest, id) = (pull, patient.Id);
            }
        }

        return (largest?.Pages ?? [], id);
    }

    private static void Report(string what, int resources, long bytes, Figures figures) =>
        Print($"{what}: {figures.Median:F1} ms, {resources / figures.Median * 1000:N0} resources/s, {bytes / figures.Median / 1000:F0} MB/s; best {figures.Best:F2} ms, {resources / figures.Best * 1000:N0} resources/s; processor {figures.Processor:F1} ms, {resources / figures.Processor * 1000:N0} resources/s of one core; allocated {figures.Allocated / (double)bytes:F1} times the input");

    /// <summary>
    /// The median and the best by the clock, and the processor time of all threads, the collector's among them: on a machine that does
    /// other things too, the clock runs on while they are done.
    /// </summary>
    private static Figures Time(Action work)
    {
        const int Runs = 61;
        Settle(work);
        double[] times = new double[Runs];
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        long allocated = GC.GetTotalAllocatedBytes();
        for (int run = 0; run < Runs; run++)
        {
            var clock = Stopwatch.StartNew();
            work();
            times[run] = clock.Elapsed.TotalMilliseconds;
        }

        double used = (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds / Runs;
        allocated = (GC.GetTotalAllocatedBytes() - allocated) / Runs;
        Array.Sort(times);
        return new Figures(times[Runs / 2], times[0], used, allocated);
    }

    /// <summary>
    /// Works until the runtime has compiled nothing for half a second: a host that runs for days has its code compiled for good, and the
    /// compiler, which works beside, takes as much of the processors as the work does. On a busy machine that takes longer.
    /// </summary>
    private static void Settle(Action work)
    {
        const int Fewest = 40;
        var quiet = TimeSpan.FromSeconds(0.5);
        var longest = TimeSpan.FromSeconds(20);
        var all = Stopwatch.StartNew();
        var since = Stopwatch.StartNew();
        long compiled = JitInfo.GetCompiledMethodCount();
        for (int pass = 0; all.Elapsed < longest && (pass < Fewest || since.Elapsed < quiet); pass++)
        {
            work();
            if (JitInfo.GetCompiledMethodCount() is var now && now != compiled)
            {
                compiled = now;
                since.Restart();
            }
        }
    }

    private sealed record Figures(double Median, double Best, double Processor, long Allocated);

    private sealed class Discard : IViewRows
    {
        public void Add(ReadOnlySpan<ViewValue> row)
        {
        }
    }

    private static void Print(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
