namespace ClinSeek.Durable.Orchestration.Turns;

/// <summary>Texts of failures the executor itself causes.</summary>
internal static class TurnMessages
{
    internal const string ForeignRemedy =
        "Orchestrator code may await only tasks of its context: use context.CreateTimer instead of Task.Delay, move I/O and "
        + "Task.Run work to an activity, and do not use ConfigureAwait(false).";

    internal const string ContinueAsNewIgnored = "Continue as new called for a failed orchestration, orchestration will complete.";

    internal const string LogWarningTag = "MS_CompleteOrchestrationLogWarning";

    internal const string BlockingWait =
        "The orchestrator blocked its turn on a task that has not ended (.Result, .Wait(), GetAwaiter().GetResult()): it would never wake, "
        + "because only the end of the turn lets durable tasks end. Use await. " + ForeignRemedy;

    internal const string EndlessTurn =
        "The orchestrator kept its turn busy without end, for example with a loop of Task.Yield() until something happens: nothing can happen "
        + "before the turn ends. Await the durable task itself.";

    private const string CodeChanged =
        " Was the orchestrator's code changed while this instance was running? Run it with the code it was started with, or give changed code a new version.";

    internal static string ForeignAwait(string orchestrator) =>
        $"The orchestrator '{orchestrator}' awaited a task that no durable event can complete (for example Task.Delay, Task.Run, I/O or a "
        + "task with ConfigureAwait(false)), or went on outside its turn. " + ForeignRemedy;

    internal static string NothingScheduled(string recorded) =>
        $"history records {recorded}, but the replayed code has (not yet) scheduled anything with that id." + CodeChanged;

    internal static string SomethingElse(string recorded, string scheduled) =>
        $"history records {recorded}, but the replayed code scheduled {scheduled} with that id instead." + CodeChanged;
}
