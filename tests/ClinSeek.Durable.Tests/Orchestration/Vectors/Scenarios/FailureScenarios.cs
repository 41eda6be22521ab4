namespace ClinSeek.Durable.Tests.Orchestration.Vectors.Scenarios;

/// <summary>Failing activities, retries, throwing orchestrators.</summary>
internal static class FailureScenarios
{
    public static IEnumerable<Scenario> All =>
    [
        Scenario.Single("activity_failure_caught", async context =>
        {
            try
            {
                return await context.CallActivityAsync<string>("Boom");
            }
            catch (TaskFailedException failed)
            {
                var details = failed.FailureDetails;
                return $"caught:{failed.TaskName}:{failed.TaskId}:{details.ErrorType}:{details.ErrorMessage}:{details.InnerFailure?.ErrorType}|{failed.Message}";
            }
        }),
        Scenario.Single("activity_failure_uncaught", context => context.CallActivityAsync<string>("Boom")),
        Scenario.Single("fan_out_one_fails", async context =>
        {
            var tasks = new[]
            {
                context.CallActivityAsync<int>("Square", 2),
                context.CallActivityAsync<int>("Boom"),
                context.CallActivityAsync<int>("Square", 3),
            };
            return (await Task.WhenAll(tasks)).Sum();
        }),
        Scenario.Single<string>("orchestrator_throws", async context =>
        {
            await context.CallActivityAsync<string>("Hello", "x");
            throw new InvalidOperationException("outer", new ArgumentException("inner"));
        }),
        Scenario.Single("unknown_activity", context => context.CallActivityAsync<string>("DoesNotExist", 1)),
        Scenario.Single("retry_succeeds_on_third", context => context.CallActivityAsync<string>(
            "Flaky", "x", TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromSeconds(1), 2.0)))),
        Scenario.Single("retry_exhausted", context => context.CallActivityAsync<string>(
            "Boom", "x", TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromMilliseconds(500))))),
        Scenario.Single("retry_non_retriable", context => GiveUp(context.CallActivityAsync<string>(
            "BoomNonRetriable", "x", TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromMilliseconds(500)))))),
        Scenario.Single("retry_handler", context => GiveUp(context.CallActivityAsync<string>(
            "Boom", "x", TaskOptions.FromRetryHandler(retry => Task.FromResult(retry.LastAttemptNumber < 3))))),
        Scenario.Single("hand_retry_max_interval_and_timeout", context => context.CallActivityAsync<string>(
            "A", null, TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromSeconds(1), 3.0, TimeSpan.FromSeconds(2))))),
        Scenario.Single("hand_task_failed_without_details", async context =>
        {
            try
            {
                return await context.CallActivityAsync<string>("A");
            }
            catch (TaskFailedException failed)
            {
                return failed.FailureDetails.ErrorType + ":" + failed.FailureDetails.ErrorMessage;
            }
        }),
    ];

    private static async Task<string> GiveUp(Task<string> call)
    {
        try
        {
            return await call;
        }
        catch (TaskFailedException failed)
        {
            return "gave up: " + failed.FailureDetails.ErrorMessage;
        }
    }
}
