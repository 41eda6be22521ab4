using ClinSeek.Durable.Protocol;
using ClinSeek.Peers.FunctionsHost.Invocations;

namespace ClinSeek.Peers.FunctionsHost.Hub;

/// <summary>Failures as the durable extension reports them for a custom handler: always of the host's own exception.</summary>
internal static class HostFailure
{
    /// <summary>The last answer of an instance that the host fails for good.</summary>
    public static OrchestratorResponse Response(string instanceId, string function, TaskFailureDetails? details) => new()
    {
        InstanceId = instanceId,
        Actions =
        {
            new OrchestratorAction
            {
                Id = -1,
                CompleteOrchestration = new CompleteOrchestrationAction
                {
                    OrchestrationStatus = OrchestrationStatus.Failed,
                    Result = $"Function '{function}' failed with an unhandled exception.",
                    FailureDetails = details,
                },
            },
        },
    };

    public static TaskFailureDetails Details(FunctionFailedException failed) => new()
    {
        ErrorType = FunctionFailedException.OuterType,
        ErrorMessage = failed.Message,
        InnerFailure = new TaskFailureDetails { ErrorType = failed.InnerType, ErrorMessage = failed.InnerMessage },
    };

    public static TaskFailureDetails Details(string type, string message) => new() { ErrorType = type, ErrorMessage = message };

    /// <summary>Whether a failure, or one inside it, is of a type.</summary>
    public static bool Holds(TaskFailureDetails? failure, string type)
    {
        for (; failure is not null; failure = failure.InnerFailure)
        {
            if (failure.ErrorType == type)
            {
                return true;
            }
        }

        return false;
    }
}
