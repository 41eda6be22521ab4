using ClinSeek.Durable.Protocol;

namespace ClinSeek.Durable.Tests.Orchestration.Vectors;

/// <summary>A response as a short text, for the table of named differences.</summary>
internal static class AnswerText
{
    public static string Of(OrchestratorResponse response) => string.Join('\n', response.Actions.Select(Of));

    private static string Of(OrchestratorAction action)
    {
        if (action.CompleteOrchestration is not { } completion)
            return $"{action.Id} {action.OrchestratorActionTypeCase}";
        var text = $"{action.Id} {completion.OrchestrationStatus} {completion.Result}";
        for (var failure = completion.FailureDetails; failure is not null; failure = failure.InnerFailure)
            text += $" <- {failure.ErrorType}: {failure.ErrorMessage}";
        return text;
    }
}
