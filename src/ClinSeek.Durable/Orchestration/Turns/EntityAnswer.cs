using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClinSeek.Durable.Orchestration.Turns;

/// <summary>The payload of the event that answers an entity call.</summary>
internal sealed class EntityAnswer
{
    /// <summary>The wire format is the host's, whatever the worker's own serializer options are.</summary>
    internal static readonly JsonSerializerOptions Reading = new() { PropertyNameCaseInsensitive = true };

    /// <summary>The operation's result as JSON text.</summary>
    [JsonPropertyName("result")]
    public string? Result { get; init; }

    /// <summary>Set by older hosts that send no failure details; the error text is in <see cref="Result"/> then.</summary>
    [JsonPropertyName("exceptionType")]
    public string? ExceptionType { get; init; }

    [JsonPropertyName("failureDetails")]
    public AnsweredFailure? FailureDetails { get; init; }

    [JsonIgnore]
    internal TaskFailureDetails? Failure =>
        FailureDetails?.ToDetails() ?? (ExceptionType is null ? null : new TaskFailureDetails(ExceptionType, Result ?? string.Empty));

    internal sealed class AnsweredFailure
    {
        public string? ErrorType { get; init; }

        public string? ErrorMessage { get; init; }

        public string? StackTrace { get; init; }

        public AnsweredFailure? InnerFailure { get; init; }

        public bool IsNonRetriable { get; init; }

        internal TaskFailureDetails ToDetails() => new(
            ErrorType ?? TaskFailureDetails.Unknown.ErrorType,
            ErrorMessage ?? TaskFailureDetails.Unknown.ErrorMessage,
            StackTrace,
            InnerFailure?.ToDetails(),
            IsNonRetriable);
    }
}
