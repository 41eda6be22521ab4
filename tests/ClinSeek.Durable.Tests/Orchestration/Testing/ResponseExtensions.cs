using ClinSeek.Durable.Protocol;

namespace ClinSeek.Durable.Tests.Orchestration.Testing;

/// <summary>What tests ask of an answer.</summary>
internal static class ResponseExtensions
{
    public static CompleteOrchestrationAction? Completion(this OrchestratorResponse response) =>
        response.Actions.SingleOrDefault(action => action.CompleteOrchestration is not null)?.CompleteOrchestration;

    /// <summary>The result of an orchestration that must have completed well.</summary>
    public static string? Result(this OrchestratorResponse response)
    {
        var completion = response.Completion().ShouldNotBeNull();
        completion.OrchestrationStatus.ShouldBe(OrchestrationStatus.Completed, completion.Result);
        return completion.Result;
    }

    /// <summary>The failure of an orchestration that must have failed.</summary>
    public static Protocol.TaskFailureDetails Failure(this OrchestratorResponse response)
    {
        var completion = response.Completion().ShouldNotBeNull();
        completion.OrchestrationStatus.ShouldBe(OrchestrationStatus.Failed, completion.Result);
        return completion.FailureDetails;
    }

    /// <summary>The ids and kinds of the actions, such as <c>0 ScheduleTask, 1 CreateTimer</c>.</summary>
    public static string Summary(this OrchestratorResponse response) =>
        string.Join(", ", response.Actions.Select(action => $"{action.Id} {action.OrchestratorActionTypeCase}"));
}
