using ClinSeek.Durable;
using ClinSeek.Functions.Orchestrators;

namespace ClinSeek.Functions.Tests.Orchestrators;

/// <summary>What a case does after an activity that failed.</summary>
public sealed class ActivityRetriesTests
{
    private static readonly TaskFailureDetails Own = new("System.IO.IOException", "No space left on device");

    private static readonly TaskFailureDetails Lost = new("Microsoft.Azure.WebJobs.Host.FunctionInvocationException", "Exception while executing function: Functions.Reason");

    [Fact]
    public void WaitAfter_FailureOfItsOwn_FourAttemptsWithinSeconds() => Waits(Own).ShouldBe([1, 3, 9]);

    [Fact]
    public void WaitAfter_InvocationThatTheHostLost_GoesOnForTwoMinutes() => Waits(Lost).ShouldBe([1, 1, 1, 1, 2, 4, 8, 16, 30, 30, 30]);

    [Fact]
    public void WaitAfter_HostThatSaysNothing_CountsAsLost() => Waits(TaskFailureDetails.Unknown).Length.ShouldBe(ActivityRetries.Lost - 1);

    [Fact]
    public void WaitAfter_FunctionThatRanOutOfTime_IsNotRunTwelveTimes() =>
        Waits(new TaskFailureDetails("Microsoft.Azure.WebJobs.Host.FunctionTimeoutException", "Timeout value of 00:10:00 exceeded")).Length.ShouldBe(ActivityRetries.Own - 1);

    [Fact]
    public void WaitAfter_FailureThatNoRetryCures_None() => Waits(Lost with { IsNonRetriable = true }).ShouldBeEmpty();

    private static double[] Waits(TaskFailureDetails failure) =>
        [.. Enumerable.Range(1, 20).Select(attempt => ActivityRetries.WaitAfter(attempt, failure)).TakeWhile(static wait => wait is not null).Select(static wait => wait!.Value.TotalSeconds)];
}
