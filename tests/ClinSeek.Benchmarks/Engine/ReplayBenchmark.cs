using System.Diagnostics;
using ClinSeek.Durable;
using ClinSeek.Durable.Protocol;
using Google.Protobuf.WellKnownTypes;

namespace ClinSeek.Benchmarks.Engine;

/// <summary>
/// What a turn costs at a given length of history: by a live orchestrator, which sees the new events only, and replayed
/// from the start. No storage. <c>replay</c>
/// </summary>
public static class ReplayBenchmark
{
    private const int EventsPerStep = 4;

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
        var steps = Math.Max(1, length / EventsPerStep);
        var history = History(steps);
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
        session.Process(history, Turn(steps));
        var inputs = Enumerable.Range(steps + 1, turns).Select(step => (Past: Scheduled(step), New: Turn(step))).ToArray();
        var watch = Stopwatch.StartNew();
        foreach (var (past, added) in inputs)
            session.Process(past, added);
        return watch.Elapsed.TotalMicroseconds / turns;
    }

    private static double Replayed(OrchestrationExecutor executor, List<HistoryEvent> history, int steps, int turns)
    {
        var added = Turn(steps);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < turns; i++)
        {
            using var session = executor.OpenSession("bench");
            session.Process(history, added);
        }
        return watch.Elapsed.TotalMicroseconds / turns;
    }

    private static List<HistoryEvent> History(int steps)
    {
        List<HistoryEvent> events =
        [
            New(new HistoryEvent { OrchestratorStarted = new OrchestratorStartedEvent() }),
            New(new HistoryEvent
            {
                ExecutionStarted = new ExecutionStartedEvent
                {
                    Name = "Sequence",
                    Input = "1000000",
                    OrchestrationInstance = new OrchestrationInstance { InstanceId = "bench", ExecutionId = "1" },
                },
            }),
        ];
        for (var step = 0; step < steps; step++)
        {
            events.AddRange(step == 0 ? Scheduled(0) : [.. Turn(step - 1), .. Scheduled(step)]);
        }
        events.AddRange(Turn(steps - 1));
        events.AddRange(Scheduled(steps));
        return events;
    }

    private static HistoryEvent[] Turn(int step) =>
    [
        New(new HistoryEvent { OrchestratorStarted = new OrchestratorStartedEvent() }),
        New(new HistoryEvent { TaskCompleted = new TaskCompletedEvent { TaskScheduledId = step, Result = (step + 1).ToString(System.Globalization.CultureInfo.InvariantCulture) } }),
    ];

    private static HistoryEvent[] Scheduled(int step) =>
    [
        New(new HistoryEvent { TaskScheduled = new TaskScheduledEvent { Name = "AddOne" } }, step),
        New(new HistoryEvent { OrchestratorCompleted = new OrchestratorCompletedEvent() }),
    ];

    private static HistoryEvent New(HistoryEvent item, int id = -1)
    {
        item.EventId = id;
        item.Timestamp = Timestamp.FromDateTime(DateTime.UnixEpoch);
        return item;
    }
}
