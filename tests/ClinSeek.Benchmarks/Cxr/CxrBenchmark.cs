using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using ClinSeek.Imaging.Decoding;
using ClinSeek.Imaging.Models;

namespace ClinSeek.Benchmarks.Cxr;

/// <summary>
/// Classifying a film against raw ONNX Runtime on the same model in the same run, taken in turns, and the memory of a few
/// thousand films. Arguments: <c>--model FOLDER</c> (default: the shipped one), <c>--rounds N</c> (400), <c>--films N</c> (5000).
/// </summary>
public static class CxrBenchmark
{
    /// <summary>Runs and prints; 0 when it got through.</summary>
    public static Task<int> RunAsync(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        ModelPackage package = ModelPackage.Load(Option(args, "--model") ?? ModelPackage.ShippedFolder);
        int rounds = int.Parse(Option(args, "--rounds") ?? "400", CultureInfo.InvariantCulture);
        int films = int.Parse(Option(args, "--films") ?? "5000", CultureInfo.InvariantCulture);
        Say($"chest X-ray: {package.Name} {package.Version}, {package.Input.Width} x {package.Input.Height}, {package.Model.Length >> 10} KB; "
            + $"one thread a call, {Environment.ProcessorCount} processors, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}");

        using var classifier = new ChestXrayClassifier(package);
        using var raw = new RawRuntime(package);
        foreach (int side in new[] { 256, 2048 }) Compare(classifier, raw, side, rounds);
        Soak(classifier, films);
        return Task.FromResult(0);
    }

    private static void Compare(ChestXrayClassifier classifier, RawRuntime raw, int side, int rounds)
    {
        byte[] file = BenchmarkFilm.Write(side, seed: 1);
        DecodedFilm film = ImageDecoder.Default.Decode(file, DecodeOptions.Default, CancellationToken.None).Value ?? throw new InvalidOperationException("the benchmark's film cannot be read");
        (string Name, Action Work)[] contestants =
        [
            ("raw ONNX Runtime, tensor at hand", raw.Run),
            ("classify, film read before", () => classifier.Classify(film, CancellationToken.None)),
            ("classify from DICOM bytes", () => classifier.Classify(file, CancellationToken.None)),
        ];
        double[][] taken = [.. contestants.Select(_ => new double[rounds])];
        for (int round = -rounds / 10; round < rounds; round++)
        {
            for (int i = 0; i < contestants.Length; i++)
            {
                long started = Stopwatch.GetTimestamp();
                contestants[i].Work();
                if (round >= 0) taken[i][round] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            }
        }

        foreach (double[] times in taken) Array.Sort(times);
        for (int i = 0; i < contestants.Length; i++)
        {
            double p50 = taken[i][rounds / 2];
            Say($"  film {side,4} px  {contestants[i].Name,-34} p50 {p50,8:0.000} ms  p99 {taken[i][rounds * 99 / 100],8:0.000} ms  {p50 / taken[0][rounds / 2]:0.00} x raw");
        }
    }

    private static void Soak(ChestXrayClassifier classifier, int films)
    {
        byte[][] files = [.. Enumerable.Range(0, 8).Select(i => BenchmarkFilm.Write(256 + (i * 64), i))];
        Classify(films / 5);
        var resident = new List<double> { ResidentMegabytes() };
        long started = Stopwatch.GetTimestamp();
        for (int quarter = 0; quarter < 4; quarter++)
        {
            Classify(films / 4);
            resident.Add(ResidentMegabytes());
        }

        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Say($"  {films} films of 256 to 704 px, two at once: {films / seconds:0} films/s; resident MB at each quarter {string.Join(", ", resident.Select(mb => mb.ToString("0.0", CultureInfo.InvariantCulture)))}"
            + $" ({resident[^1] - resident[0]:+0.0;-0.0} MB)");

        void Classify(int count) => Parallel.For(
            0, count, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i => classifier.Classify(files[i % files.Length], CancellationToken.None));
    }

    private static double ResidentMegabytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64 / 1048576.0;
    }

    private static string? Option(string[] args, string name) =>
        Array.IndexOf(args, name) is >= 0 and int at && at + 1 < args.Length ? args[at + 1] : null;

    private static void Say(string line) => Console.WriteLine(line);
}
