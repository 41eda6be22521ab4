namespace ClinSeek.Durable.Orchestration.Turns;

/// <summary>When a retry policy tries again.</summary>
internal static class RetrySchedule
{
    /// <summary>The wait before the next attempt; null to give up.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="attempt">The attempt that has failed, from 0.</param>
    /// <param name="failure">How it failed.</param>
    /// <param name="firstAttempt">When the first attempt was scheduled.</param>
    /// <param name="now">Orchestration time.</param>
    internal static TimeSpan? NextDelay(RetryPolicy policy, int attempt, TaskFailureDetails failure, DateTime firstAttempt, DateTime now)
    {
        if (failure.IsNonRetriable || attempt + 1 >= policy.MaxNumberOfAttempts)
            return null;
        if (policy.RetryTimeout != Timeout.InfiniteTimeSpan && now - firstAttempt >= policy.RetryTimeout)
            return null;
        if (policy.HandleFailure is { } handles && !handles(failure))
            return null;
        var longest = policy.MaxRetryInterval == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : policy.MaxRetryInterval;
        var milliseconds = policy.FirstRetryInterval.TotalMilliseconds * Math.Pow(policy.BackoffCoefficient, attempt);
        return milliseconds < longest.TotalMilliseconds ? TimeSpan.FromMilliseconds(milliseconds) : longest;
    }
}
