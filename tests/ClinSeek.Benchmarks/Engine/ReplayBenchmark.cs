using System.Diagnostics;
using ClinSeek.Durable;
using ClinSeek.Durable.Protocol;

namespace ClinSeek.Benchmarks.Engine;

/// <summary>
/// What a turn costs at a given length of history: by a live orchestrator, which sees the new events only, and replayed
/// from the start. No storage. <c>replay</c>
/// </summary>
public static class ReplayBenchmark
{
    public static Task<int> RunAsync(string[] args)
    {
        Measurement.PrintMachine("replay: one turn of a sequence of activities (complete one, schedule the next), no storage");
        foreach (var length in (int[])[10, 100, 1_000, 10_000])
            Measure(length);
        return Task.FromResult(0);
    }

    private static void Measure(int length)
    {
        var executor = new OrchestrationExecutor(EngineRig.Registry(), new DurableTaskWorkerOptions());
        var steps = TurnHistory.Steps(length);
        var history = TurnHistory.History(steps);
        List<double> live = [], replayed = [];
        for (var run = 0; run < 7; run++)
        {
            live.Add(Live(executor, history, steps));
            replayed.Add(Replayed(executor, history, steps, Math.Max(3, 20_000 / length)));
        }
        Console.WriteLine(Measurement.Text($"  {length,6} events, live     ") + Measurement.Spread(live.Skip(2).ToArray(), "us"));
        Console.WriteLine(Measurement.Text($"  {length,6} events, replayed ") + Measurement.Spread(replayed.Skip(2).ToArray(), "us"));
    }

    // The mean of the 200 turns after the history of the given length.
    private static double Live(OrchestrationExecutor executor, List<HistoryEvent> history, int steps)
    {
        const int turns = 200;
        using var session = executor.OpenSession("bench");
        session.Process(history, TurnHistory.Turn(steps));
        var inputs = Enumerable.Range(steps + 1, turns).Select(step => (Past: TurnHistory.Scheduled(step), New: TurnHistory.Turn(step))).ToArray();
        var watch = Stopwatch.StartNew();
        foreach (var (past, added) in inputs)
            session.Process(past, added);
        return watch.Elapsed.TotalMicroseconds / turns;
    }

    private static double Replayed(OrchestrationExecutor executor, List<HistoryEvent> history, int steps, int turns)
    {
        var added = TurnHistory.Turn(steps);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < turns; i++)
        {
            using var session = executor.OpenSession("bench");
            session.Process(history, added);
        }
        return watch.Elapsed.TotalMicroseconds / turns;
    }
}
