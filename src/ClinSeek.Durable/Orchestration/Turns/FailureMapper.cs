namespace ClinSeek.Durable.Orchestration.Turns;

/// <summary>Failures between exceptions, the public record and the protocol message.</summary>
internal static class FailureMapper
{
    /// <summary>Error type of an instance or task whose name this worker does not know, as the official workers call it.</summary>
    internal const string OrchestratorNotFound = "OrchestratorTaskNotFound";

    internal const string ActivityNotFound = "ActivityTaskNotFound";

    internal static TaskFailureDetails FromException(Exception exception) => exception is OrchestratorNotFoundException
        ? new TaskFailureDetails(OrchestratorNotFound, exception.Message, IsNonRetriable: true)
        : new TaskFailureDetails(
            exception.GetType().FullName ?? exception.GetType().Name,
            exception.Message,
            exception.StackTrace,
            Inner(exception),
            exception is NonRetriableTaskException);

    internal static TaskFailureDetails FromProtocol(Protocol.TaskFailureDetails details) => new(
        details.ErrorType,
        details.ErrorMessage,
        details.StackTrace,
        details.InnerFailure is null ? null : FromProtocol(details.InnerFailure),
        details.IsNonRetriable,
        details.Properties.Count == 0 ? null : ProtocolValues.ToObjects(details.Properties));

    internal static Protocol.TaskFailureDetails ToProtocol(TaskFailureDetails failure)
    {
        var details = new Protocol.TaskFailureDetails
        {
            ErrorType = failure.ErrorType,
            ErrorMessage = failure.ErrorMessage,
            IsNonRetriable = failure.IsNonRetriable,
        };
        if (failure.StackTrace is not null)
            details.StackTrace = failure.StackTrace;
        if (failure.InnerFailure is not null)
            details.InnerFailure = ToProtocol(failure.InnerFailure);
        if (failure.Properties is not null)
            foreach (var (key, value) in failure.Properties)
                details.Properties[key] = ProtocolValues.ToValue(value);
        return details;
    }

    private static TaskFailureDetails? Inner(Exception exception) => exception switch
    {
        TaskFailedException failed => failed.FailureDetails,
        EntityOperationFailedException failed => failed.FailureDetails,
        { InnerException: { } inner } => FromException(inner),
        _ => null,
    };
}
