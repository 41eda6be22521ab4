using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using ClinSeek.Imaging.Classification;
using ClinSeek.Imaging.Decoding;
using ClinSeek.Imaging.Models;
using ClinSeek.Imaging.Tests.Testing.Onnx;

namespace ClinSeek.Benchmarks.Cxr;

/// <summary>
/// Classifying a DICOM film of 2,000 x 2,000 pixels and 16 bits end to end, in its parts, against raw ONNX Runtime on the same
/// model in the same run, taken in turns; one worker against two; and resident memory over many films. Arguments: <c>--model
/// FOLDER</c> (default: DenseNet-121 of random weights, 18 labels, 224 px), <c>--side N</c> (2000), <c>--rounds N</c> (100),
/// <c>--seconds N</c> of throughput (20), <c>--films N</c> of the soak (10000), <c>--large-every N</c>: of the soak's films only
/// every N-th has the full side, the others a quarter of it (1: all), <c>--only soak</c>: memory alone, which a busy machine may measure.
/// </summary>
public static class CxrBenchmark
{
    private const int FilmsBefore = 500;

    /// <summary>Runs and prints; 0 when it got through.</summary>
    public static Task<int> RunAsync(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        DirectoryInfo scratch = Directory.CreateTempSubdirectory("clinseek-cxr-");
        try
        {
            string folder = Option(args, "--model") ?? TestPackage.Write(scratch.FullName, RandomNetworks.DenseNet121(18), "classifier", TestPackage.Pathologies, 224);
            Run(ModelPackage.Load(folder), args);
            return Task.FromResult(0);
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private static void Run(ModelPackage package, string[] args)
    {
        int side = Number(args, "--side", 2000);
        Say($"chest X-ray: {package.Name} {package.Version}, {package.Labels.Count} labels, {package.Input.Width} x {package.Input.Height}, {package.Model.Length >> 10} KB; film {side} x {side}, 16 bits");
        Say($"  one thread a call, {Environment.ProcessorCount} processors, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}");
        using var session = new ModelSession(package);
        var classifier = new ChestXrayClassifier(session);
        byte[][] files = Films(side);
        if (Option(args, "--only") != "soak")
        {
            using var raw = new RawRuntime(package);
            Compare(session, raw, files[0], Number(args, "--rounds", 100));
            Throughput(classifier, files, TimeSpan.FromSeconds(Number(args, "--seconds", 20)));
        }

        int largeEvery = Number(args, "--large-every", 1);
        Say($"  memory: one film in {largeEvery} of {side} pixels a side, the others of {side / 4}");
        Soak(classifier, Mixture(files, Films(side / 4), largeEvery), Number(args, "--films", 10_000));
    }

    private static byte[][] Films(int side) => [.. Enumerable.Range(0, 4).Select(seed => BenchmarkFilm.Write(side, seed))];

    /// <summary>Four rounds of one large film and so many small ones.</summary>
    private static byte[][] Mixture(byte[][] large, byte[][] small, int largeEvery) =>
        [.. Enumerable.Range(0, large.Length * largeEvery).Select(i => i % largeEvery == 0 ? large[i / largeEvery] : small[i % small.Length])];

    private static void Compare(ModelSession session, RawRuntime raw, byte[] file, int rounds)
    {
        var classifier = new ChestXrayClassifier(session);
        DecodedFilm film = Decode(file);
        using InferenceBuffers buffers = session.Take();
        (string Name, Action Work)[] contestants =
        [
            ("raw ONNX Runtime, tensor at hand", raw.Run),
            ("decode DICOM", () => Decode(file)),
            ("preprocess (area average, normalise)", () => session.Prepare(film, buffers)),
            ("inference, tensor at hand", () => session.Run(buffers, CancellationToken.None)),
            ("classify end to end", () => classifier.Classify(file, CancellationToken.None)),
        ];
        double[][] taken = [.. contestants.Select(_ => new double[rounds])];
        for (int round = -Math.Max(3, rounds / 10); round < rounds; round++)
        {
            for (int i = 0; i < contestants.Length; i++)
            {
                long started = Stopwatch.GetTimestamp();
                contestants[i].Work();
                if (round >= 0) taken[i][round] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            }
        }

        foreach (double[] times in taken) Array.Sort(times);
        double[] p50 = [.. taken.Select(times => times[rounds / 2])];
        for (int i = 0; i < contestants.Length; i++) Say($"  {contestants[i].Name,-38} p50 {p50[i],8:0.000} ms  p99 {taken[i][rounds * 99 / 100],8:0.000} ms");
        Say($"  inference {p50[3] / p50[0]:0.000} x raw; preprocessing {100 * p50[2] / p50[3]:0.0} % of inference, with decoding {100 * (p50[1] + p50[2]) / p50[3]:0.0} %; end to end {p50[4] / p50[0]:0.000} x raw");
    }

    private static void Throughput(ChestXrayClassifier classifier, byte[][] files, TimeSpan time)
    {
        double one = FilmsASecond(classifier, files, 1, time);
        double two = FilmsASecond(classifier, files, 2, time);
        Say($"  end to end: 1 worker {one:0.00} films/s, 2 workers {two:0.00} films/s, {two / one:0.00} x");
    }

    private static double FilmsASecond(ChestXrayClassifier classifier, byte[][] files, int workers, TimeSpan time)
    {
        int done = 0;
        long started = Stopwatch.GetTimestamp();
        Thread[] threads = [.. Enumerable.Range(0, workers).Select(worker => new Thread(() =>
        {
            for (int i = worker; Stopwatch.GetElapsedTime(started) < time; i++)
            {
                classifier.Classify(files[i % files.Length], CancellationToken.None);
                Interlocked.Increment(ref done);
            }
        }))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        return done / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static void Soak(ChestXrayClassifier classifier, byte[][] files, int films)
    {
        Classify(FilmsBefore);
        (double before, double heap) = Megabytes();
        Say($"  resident after {FilmsBefore} films {before:0.0} MB, of it {heap:0.0} MB managed");
        for (int quarter = 1; quarter <= 4; quarter++)
        {
            Classify(films / 4);
            (double now, heap) = Megabytes();
            Say($"  resident after {FilmsBefore + (films / 4 * quarter)} films {now:0.0} MB, of it {heap:0.0} MB managed ({100 * ((now / before) - 1):+0.0;-0.0} %)");
        }

        void Classify(int count) => Parallel.For(
            0, count, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i => classifier.Classify(files[i % files.Length], CancellationToken.None));
    }

    private static DecodedFilm Decode(byte[] file) =>
        ImageDecoder.Default.Decode(file, DecodeOptions.Default, CancellationToken.None).Value ?? throw new InvalidOperationException("the benchmark's film cannot be read");

    // What is held is asked for, not what the collector keeps at hand for its next round.
    private static (double Resident, double Managed) Megabytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        using var process = Process.GetCurrentProcess();
        return (process.WorkingSet64 / 1048576.0, GC.GetGCMemoryInfo().TotalCommittedBytes / 1048576.0);
    }

    private static int Number(string[] args, string name, int otherwise) => int.Parse(Option(args, name) ?? otherwise.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static string? Option(string[] args, string name) =>
        Array.IndexOf(args, name) is >= 0 and int at && at + 1 < args.Length ? args[at + 1] : null;

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
