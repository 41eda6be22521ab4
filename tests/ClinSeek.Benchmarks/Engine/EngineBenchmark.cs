using System.Diagnostics;

namespace ClinSeek.Benchmarks.Engine;

/// <summary>
/// Throughput of the embedded engine: sequences of 10 activities, 1,000 at once, synchronous=FULL; and the overhead of a
/// step when the engine has nothing else to do. <c>engine [instances] [runs] [folder]</c>
/// </summary>
public static class EngineBenchmark
{
    private const int Steps = 10;

    public static async Task<int> RunAsync(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var instances = args.Length > 0 ? int.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture) : 1000;
        var runs = Math.Max(5, args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 7);
        var folder = args.Length > 2 ? args[2] : Path.GetTempPath();

        Measurement.PrintMachine($"engine: {instances} sequences of {Steps} activities at once, one SQLite file in {folder}, WAL, synchronous=FULL");
        await using var rig = await EngineRig.StartAsync(folder);
        await rig.RunAllAsync(instances, Steps);
        await rig.RunAllAsync(instances, Steps);
        Console.WriteLine("  two warm-up runs are not counted; starting, waiting for and checking every result are");

        var rates = new List<double>();
        for (var run = 0; run < runs; run++)
        {
            var before = rig.Engine.CommitTotals;
            var processor = Process.GetCurrentProcess().TotalProcessorTime;
            var watch = Stopwatch.StartNew();
            await rig.RunAllAsync(instances, Steps);
            var seconds = watch.Elapsed.TotalSeconds;
            var after = rig.Engine.CommitTotals;
            var used = (Process.GetCurrentProcess().TotalProcessorTime - processor).TotalSeconds;
            rates.Add(instances / seconds);
            Console.WriteLine(Measurement.Text(
                $"  run {run + 1}: {instances / seconds:N0} orchestrations/s, {(after.Items - before.Items) / seconds:N0} work items/s, {after.Commits - before.Commits} commits of {(double)(after.Items - before.Items) / (after.Commits - before.Commits):N0} items, {used / seconds:N2} cores"));
        }
        Console.WriteLine("  " + Measurement.Spread(rates, "orchestrations/s"));
        await MeasureStepsAsync(rig, runs);
        return 0;
    }

    private static async Task MeasureStepsAsync(EngineRig rig, int runs)
    {
        const int steps = 100;
        var times = new List<double>();
        var stamps = new List<long>();
        for (var run = 0; run < runs * 2; run++)
        {
            var id = await rig.Client.ScheduleNewOrchestrationInstanceAsync("Sequence", steps);
            await rig.Client.WaitForInstanceCompletionAsync(id);
            stamps.Clear();
            stamps.AddRange((await rig.Client.GetHistoryAsync(id)).Where(item => item.OrchestratorStarted is not null)
                .Select(item => item.Timestamp.ToDateTime().Ticks));
            times.AddRange(stamps.Skip(1).Zip(stamps, (later, earlier) => (later - earlier) / (double)TimeSpan.TicksPerMillisecond));
        }
        Console.WriteLine(Measurement.Text(
            $"step overhead (turn, commit, empty activity, to the next turn), one instance alone, {times.Count} steps: p50 {Measurement.Percentile(times, 0.5):N2} ms, p90 {Measurement.Percentile(times, 0.9):N2} ms, p99 {Measurement.Percentile(times, 0.99):N2} ms"));
    }
}
