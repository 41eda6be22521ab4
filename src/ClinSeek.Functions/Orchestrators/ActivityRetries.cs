using ClinSeek.Durable;

namespace ClinSeek.Functions.Orchestrators;

/// <summary>How often and after what waits an activity is tried again; the waits are durable timers. Activities are idempotent.</summary>
internal static class ActivityRetries
{
    /// <summary>Attempts where the activity itself failed: a disk or a source that does not come back within seconds needs a person.</summary>
    public const int Own = 4;

    /// <summary>Attempts where the host lost the invocation. A handler that dies again and again says nothing about the activity.</summary>
    public const int Lost = 12;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>The options of every activity of a case.</summary>
    public static TaskOptions Options { get; } = new(TaskRetryOptions.FromRetryHandler(TryAgainAsync));

    /// <summary>
    /// Whether the host failed the invocation, because its handler died or could not be reached. What an activity says of itself
    /// comes with the type that it had; one that ran out of its time would do so again.
    /// </summary>
    internal static bool IsLost(TaskFailureDetails failure) =>
        failure.ErrorType == "Microsoft.Azure.WebJobs.Host.FunctionInvocationException" || failure.ErrorType == TaskFailureDetails.Unknown.ErrorType;

    /// <summary>The wait after an attempt, counted from 1; null to give up.</summary>
    internal static TimeSpan? WaitAfter(int attempt, TaskFailureDetails failure)
    {
        bool lost = IsLost(failure);
        if (failure.IsNonRetriable || attempt >= (lost ? Lost : Own))
        {
            return null;
        }

        double seconds = lost ? Math.Pow(2, Math.Max(0, attempt - Own)) : Math.Pow(3, attempt - 1);
        return seconds < Longest.TotalSeconds ? TimeSpan.FromSeconds(seconds) : Longest;
    }

    private static async Task<bool> TryAgainAsync(RetryContext failed)
    {
        if (WaitAfter(failed.LastAttemptNumber, failed.LastFailure) is not { } wait)
        {
            return false;
        }

        await failed.OrchestrationContext.CreateTimer(wait, CancellationToken.None);
        return true;
    }
}
