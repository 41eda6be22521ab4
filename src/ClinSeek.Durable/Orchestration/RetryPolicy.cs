namespace ClinSeek.Durable;

/// <summary>
/// Declarative retries, run inside the orchestrator by durable timers. Attempt n (from 0) that fails is followed by a
/// wait of first interval x coefficient^n, at most <see cref="MaxRetryInterval"/>. No retry after a failure marked
/// non-retriable, after the last attempt, or once <see cref="RetryTimeout"/> has passed since the first attempt.
/// </summary>
public sealed class RetryPolicy
{
    /// <summary>Creates a policy.</summary>
    /// <param name="maxNumberOfAttempts">All attempts, the first one included; at least 1.</param>
    /// <param name="firstRetryInterval">Wait before the first retry; more than zero.</param>
    /// <param name="backoffCoefficient">Growth of the wait; at least 1.</param>
    /// <param name="maxRetryInterval">Upper bound of one wait; default one hour.</param>
    /// <param name="retryTimeout">Time since the first attempt after which nothing is retried; default unlimited.</param>
    public RetryPolicy(
        int maxNumberOfAttempts,
        TimeSpan firstRetryInterval,
        double backoffCoefficient = 1.0,
        TimeSpan? maxRetryInterval = null,
        TimeSpan? retryTimeout = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxNumberOfAttempts, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(firstRetryInterval, TimeSpan.Zero);
        if (!(backoffCoefficient >= 1.0))
            throw new ArgumentOutOfRangeException(nameof(backoffCoefficient), backoffCoefficient, "The backoff coefficient must be at least 1.");
        if (maxRetryInterval is { } longest && longest != Timeout.InfiniteTimeSpan && longest < firstRetryInterval)
            throw new ArgumentOutOfRangeException(nameof(maxRetryInterval), longest, "The longest interval must not be shorter than the first one.");
        if (retryTimeout is { } total && total != Timeout.InfiniteTimeSpan && total < firstRetryInterval)
            throw new ArgumentOutOfRangeException(nameof(retryTimeout), total, "The retry timeout must not be shorter than the first interval.");
        MaxNumberOfAttempts = maxNumberOfAttempts;
        FirstRetryInterval = firstRetryInterval;
        BackoffCoefficient = backoffCoefficient;
        MaxRetryInterval = maxRetryInterval ?? TimeSpan.FromHours(1);
        RetryTimeout = retryTimeout ?? Timeout.InfiniteTimeSpan;
    }

    public int MaxNumberOfAttempts { get; }

    public TimeSpan FirstRetryInterval { get; }

    public double BackoffCoefficient { get; }

    public TimeSpan MaxRetryInterval { get; }

    public TimeSpan RetryTimeout { get; }

    /// <summary>Says whether a failure deserves a retry; must be deterministic. Null: every retriable failure does.</summary>
    public Func<TaskFailureDetails, bool>? HandleFailure { get; init; }
}
