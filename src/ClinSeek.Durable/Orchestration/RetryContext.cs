namespace ClinSeek.Durable;

/// <summary>What a custom retry handler is told after a failed attempt.</summary>
/// <param name="OrchestrationContext">Allows durable timers (and nothing foreign) inside the handler.</param>
/// <param name="LastAttemptNumber">The attempt that has just failed, from 1.</param>
/// <param name="LastFailure">How it failed.</param>
/// <param name="TotalRetryTime">Orchestration time since the first attempt was scheduled.</param>
public sealed record RetryContext(
    TaskOrchestrationContext OrchestrationContext,
    int LastAttemptNumber,
    TaskFailureDetails LastFailure,
    TimeSpan TotalRetryTime);
