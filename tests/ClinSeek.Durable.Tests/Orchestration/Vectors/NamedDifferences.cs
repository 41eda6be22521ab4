namespace ClinSeek.Durable.Tests.Orchestration.Vectors;

/// <summary>All named differences.</summary>
internal static class NamedDifferences
{
    private const string CompletionOnly =
        "A determinism failure is answered by the completion alone (the reference sends the mismatching actions again) and in our words.";

    private const string CodeChanged =
        " Was the orchestrator's code changed while this instance was running? Run it with the code it was started with, or give changed code a new version.";

    private const string NoDetails = "A failed sub-orchestration without details is an ordinary failure; the reference runs into a NullReferenceException.";

    private const string BadPayload =
        "The JSON value could not be converted to System.Int32. Path: $ | LineNumber: 0 | BytePositionInLine: 1.";

    private const string ForeignAwait =
        "The orchestrator 'Main' awaited a task that no durable event can complete (for example Task.Delay, Task.Run, I/O or a task with "
        + "ConfigureAwait(false)), or went on outside its turn. Orchestrator code may await only tasks of its context: use "
        + "context.CreateTimer instead of Task.Delay, move I/O and Task.Run work to an activity, and do not use ConfigureAwait(false).";

    private const string UnknownActivity = "Task 'DoesNotExist' (#0) failed with an unhandled exception: (unknown)";

    private const string Exhausted = "Task 'Boom' (#4) failed with an unhandled exception: Kah-BOOM!!";

    public static IReadOnlyList<NamedDifference> All { get; } =
    [
        Determinism("nondeterminism_activity_removed", 2, 0, "history records activity 'Hello' (version '') with id 0, but the replayed code has (not yet) scheduled anything with that id."),
        Determinism("nondeterminism_activity_renamed", 2, 1, "history records activity 'Hello' (version '') with id 0, but the replayed code scheduled activity 'Echo' with that id instead."),
        Determinism("nondeterminism_activity_became_timer", 2, 1, "history records activity 'Hello' (version '') with id 0, but the replayed code scheduled a timer with that id instead."),
        Determinism("nondeterminism_send_event_renamed", 1, 1, "history records event 'Ping' sent to instance 'nobody' with id 0, but the replayed code scheduled event 'Pong' to be sent with that id instead."),
        Determinism("nondeterminism_sub_orchestrator_renamed", 2, 1, "history records sub-orchestration 'Nope' (version '', instance 'nd-child') with id 0, but the replayed code scheduled sub-orchestration 'Nope2' with that id instead."),
        new("retry_exhausted", 5, "No timer after the last failed attempt: the reference keeps it for histories older than ours.",
            $"5 Failed {Exhausted} <- ClinSeek.Durable.TaskFailedException: {Exhausted} <- System.InvalidOperationException: Kah-BOOM!! <- System.ArgumentException: inner reason",
            EndsHistory: true),
        new("unknown_activity", 1, "A failure without details has no message to show; the reference shows that of an exception of its engine.",
            $"1 Failed {UnknownActivity} <- ClinSeek.Durable.TaskFailedException: {UnknownActivity} <- (unknown): (unknown)"),
        new("unknown_sub_orchestrator", 1, NoDetails, "1 Completed \"(unknown): (unknown)\""),
        new("hand_sub_orchestration_failed_without_details", 0, NoDetails, "1 Completed \"(unknown): (unknown)\""),
        new("hand_bad_event_payload", 0, "A payload that cannot be read fails the wait; the reference throws out of its runner.",
            $"0 Failed {BadPayload} <- System.Text.Json.JsonException: {BadPayload} <- System.InvalidOperationException: Cannot get the value of a token type 'StartObject' as a number."),
        new("hand_blocked_on_foreign_task", 0, "A foreign await fails the orchestration; the reference would wait for ever.",
            $"0 Failed {ForeignAwait} <- ClinSeek.Durable.ForeignAwaitException: {ForeignAwait}"),
        new("hand_two_events_after_timed_out_wait", 0, "A cancelled wait never takes an event, so the third wait gets the second event.",
            "2 Completed \"second:one|two\""),
        new("is_replaying", 2, "A cached session replays nothing.", "2 Completed \"False,False,False\"", ReplayMode.Cached),
    ];

    public static NamedDifference? Find(string scenario, ReplayMode mode) => All.FirstOrDefault(difference =>
        difference.Scenario == scenario && (difference.Mode is null || difference.Mode == mode));

    private static NamedDifference Determinism(string scenario, int turn, int id, string substance)
    {
        var message = "Non-Deterministic workflow detected: " + substance + CodeChanged;
        return new(scenario, turn, CompletionOnly, $"{id} Failed {message} <- ClinSeek.Durable.NonDeterministicOrchestrationException: {message}");
    }
}
