using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ClinSeek.Durable.FunctionsHost;

/// <summary>
/// Serves activity attempts. Under the host a failed invocation loses its error's type and flags, so a codec that can
/// write failures answers them as results; only with a codec that cannot does an invocation fail. Thread safe.
/// </summary>
public sealed partial class ActivityCalls(ActivityExecutor executor, IResultCodec codec, ILogger<ActivityCalls> log)
{
    /// <summary>Serves one invocation. Attempts may run twice, also at once: activities are idempotent.</summary>
    internal async Task ServeAsync(FunctionCall call)
    {
        ActivityOutcome outcome;
        try
        {
            var (instanceId, input) = await ReadAsync(call);
            outcome = await executor.ExecuteAsync(call.FunctionName, instanceId, input, call.Cut);
        }
        catch (MalformedEnvelopeException malformed)
        {
            LogMalformed(log, call.FunctionName, call.InvocationId, malformed.Message);
            outcome = Failed(new TaskFailureDetails(nameof(MalformedEnvelopeException), malformed.Message));
        }
        catch (OutOfMemoryException)
        {
            // Every open turn is lost with the process; a failed attempt is only tried again.
            outcome = Failed(new TaskFailureDetails(typeof(OutOfMemoryException).FullName!, $"{call.FunctionName} needed more memory than the process has."));
        }

        if (outcome.Failure is { } failure)
        {
            call.Fail(StatusCodes.Status500InternalServerError, failure.ErrorType);
            return;
        }

        using var answer = new AnswerBuffer();
        InvocationAnswer.WriteText(answer, outcome.Result);
        await call.AnswerAsync(answer.Written);
    }

    // The buffer goes back before the activity runs: that may take minutes.
    private static async Task<(string InstanceId, string? Input)> ReadAsync(FunctionCall call)
    {
        using var envelope = await call.ReadEnvelopeAsync();
        return (envelope.FindMetadata("instanceId")?.ReadText() ?? "", envelope.GetData(FunctionBinding.Input).ReadJson());
    }

    private ActivityOutcome Failed(TaskFailureDetails failure) =>
        codec.EncodeFailure(failure) is { } encoded ? ActivityOutcome.Completed(encoded) : ActivityOutcome.Failed(failure);

    [LoggerMessage(4002, LogLevel.Error, "An invocation of {Function} ({Invocation}) cannot be read: {Message}")]
    private static partial void LogMalformed(ILogger log, string function, string invocation, string message);
}
