using ClinSeek.Durable.Protocol;

namespace ClinSeek.Peers.FunctionsHost.Hub;

/// <summary>Runs one work item: a turn with the messages that wait, and each next generation at once in the same item.</summary>
internal sealed class TurnRunner(TaskHub hub, OrchestratorCaller caller, HostScript script, bool keepInputs)
{
    /// <exception cref="TurnAbortedException">Nothing has happened; the item is to be run again.</exception>
    public async Task RunAsync(WorkItem work, IEnumerable<HubMessage> messages, CancellationToken cancellationToken)
    {
        List<HistoryEvent> fresh = [Events.TurnStarted(hub.Clock.Now()), .. messages.Select(static message => message.Event)];
        while (true)
        {
            var request = new OrchestratorRequest { InstanceId = work.Execution.InstanceId, PastEvents = { work.Past }, NewEvents = { fresh } };
            script.Turning?.Invoke(request);
            OrchestratorResponse response = await caller.CallAsync(work.Execution.Name, request, cancellationToken);

            work.Past.AddRange(request.NewEvents);
            work.CustomStatus = response.CustomStatus;
            work.Status = Status(work.Status, request.NewEvents);
            DateTime now = hub.Clock.Now();
            TurnActions.Apply(work, response.Actions, now, keepInputs);
            if (work.Completion is not { OrchestrationStatus: OrchestrationStatus.ContinuedAsNew } again)
            {
                End(work, now);
                return;
            }

            work.ContinueAsNew(again);
            fresh =
            [
                Events.TurnStarted(now), work.Execution.Started(now),
                .. again.CarryoverEvents.Where(static carried => carried.EventRaised is not null), Events.TurnCompleted(now),
            ];
        }
    }

    private static OrchestrationStatus Status(OrchestrationStatus before, IEnumerable<HistoryEvent> fresh) => fresh.Aggregate(
        before == OrchestrationStatus.Suspended ? before : OrchestrationStatus.Running,
        static (status, happened) => happened.EventTypeCase switch
        {
            HistoryEvent.EventTypeOneofCase.ExecutionSuspended => OrchestrationStatus.Suspended,
            HistoryEvent.EventTypeOneofCase.ExecutionResumed => OrchestrationStatus.Running,
            _ => status,
        });

    private static void End(WorkItem work, DateTime now)
    {
        if (work.Completion is { } completion)
        {
            work.Status = completion.OrchestrationStatus;
            work.Past.Add(Events.At(now, new HistoryEvent
            {
                ExecutionCompleted = new ExecutionCompletedEvent
                {
                    OrchestrationStatus = completion.OrchestrationStatus,
                    Result = completion.Result,
                    FailureDetails = completion.FailureDetails,
                },
            }));
        }

        work.Past.Add(Events.TurnCompleted(now));
    }
}
