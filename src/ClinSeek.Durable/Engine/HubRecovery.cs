using ClinSeek.Durable.Protocol;

namespace ClinSeek.Durable.Engine;

/// <summary>
/// Takes up every unfinished instance where its last commit left it: waiting messages are delivered again, activities
/// without a result are called again, timers are set again. Histories are not read here but by the first turn of each.
/// </summary>
internal sealed class HubRecovery(EngineRuntime runtime, HubReader reader)
{
    private readonly Dictionary<long, InstanceState> states = [];
    private readonly Dictionary<long, (DateTime? StartAt, List<HistoryEvent> Events)> openings = [];

    public void Run()
    {
        var rows = reader.Instances(new InstanceFilter
        {
            Statuses = [OrchestrationStatus.Running, OrchestrationStatus.Pending, OrchestrationStatus.Suspended],
        });
        var startTimes = rows.ToDictionary(row => row.Key, row => row.Status == OrchestrationStatus.Pending ? row.StartAt : null);
        reader.ForEach("SELECT instance, events FROM messages WHERE id = 0", row =>
            openings[row.GetInt64(0)] = (startTimes[row.GetInt64(0)], EventBatch.Decode(row.GetFieldValue<byte[]>(1))));

        foreach (var row in rows)
        {
            var state = new InstanceState(row, !openings.ContainsKey(row.Key), runtime.RunTurn);
            states[row.Key] = state;
            runtime.Instances.Add(state);
        }

        foreach (var (key, opening) in openings)
            runtime.Open(states[key], opening.StartAt, opening.Events);
        DeliverMessages();
        StartTimers();
        CallActivities();
    }

    private void DeliverMessages() => reader.ForEach("SELECT instance, id, events FROM messages WHERE id > 0 ORDER BY instance, id", row =>
        State(row.GetInt64(0)).Deliver(new InboxMessage(EventBatch.Decode(row.GetFieldValue<byte[]>(2)), row.GetInt64(1))));

    private void StartTimers() => reader.ForEach("SELECT instance, event_id, fire_at FROM timers", row =>
    {
        var state = State(row.GetInt64(0));
        runtime.StartTimer(state, state.ExecutionId, row.GetInt32(1), HubReader.Utc(row.GetInt64(2)));
    });

    private void CallActivities()
    {
        var turn = -1L;
        var calls = new Dictionary<int, TaskScheduledEvent>();
        reader.ForEach("SELECT a.instance, a.event_id, a.history, h.events FROM activities a JOIN history h ON h.id = a.history ORDER BY a.history, a.event_id", row =>
        {
            if (row.GetInt64(2) != turn)
            {
                turn = row.GetInt64(2);
                calls = EventBatch.Decode(row.GetFieldValue<byte[]>(3)).Where(item => item.TaskScheduled is not null)
                    .ToDictionary(item => item.EventId, item => item.TaskScheduled);
            }
            var state = State(row.GetInt64(0));
            var call = calls.GetValueOrDefault(row.GetInt32(1)) ?? throw new InvalidDataException($"no call {row.GetInt32(1)} in turn {turn}");
            runtime.RunActivity(new ActivityCall(state, state.ExecutionId, row.GetInt32(1), call.Name, call.Input));
        });
    }

    // Waiting work without its instance or call breaks the rules of the file; the reader reports that as damage.
    private InstanceState State(long key) => states.GetValueOrDefault(key) ?? throw new InvalidDataException($"no unfinished instance {key}");
}
