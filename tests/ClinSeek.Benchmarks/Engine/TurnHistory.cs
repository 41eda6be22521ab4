using ClinSeek.Durable.Protocol;
using Google.Protobuf.WellKnownTypes;

namespace ClinSeek.Benchmarks.Engine;

/// <summary>The history of a long sequence of activities, as far as a turn in its middle.</summary>
internal static class TurnHistory
{
    private const int EventsPerStep = 4;

    /// <summary>The steps that make a history of about that many events.</summary>
    public static int Steps(int events) => Math.Max(1, events / EventsPerStep);

    /// <summary>The turn at the end of about that many events, as a host sends it.</summary>
    public static OrchestratorRequest Request(int events) => new()
    {
        InstanceId = "bench",
        PastEvents = { History(Steps(events)) },
        NewEvents = { Turn(Steps(events)) },
    };

    /// <summary>Everything before the turn that completes a step.</summary>
    public static List<HistoryEvent> History(int steps)
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

    /// <summary>The new events of the turn that completes a step.</summary>
    public static HistoryEvent[] Turn(int step) =>
    [
        New(new HistoryEvent { OrchestratorStarted = new OrchestratorStartedEvent() }),
        New(new HistoryEvent { TaskCompleted = new TaskCompletedEvent { TaskScheduledId = step, Result = (step + 1).ToString(System.Globalization.CultureInfo.InvariantCulture) } }),
    ];

    /// <summary>What the engine records of the turn before.</summary>
    public static HistoryEvent[] Scheduled(int step) =>
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
