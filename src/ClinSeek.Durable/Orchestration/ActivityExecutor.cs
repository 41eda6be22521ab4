using System.Text.Json;
using ClinSeek.Durable.Orchestration.Turns;

namespace ClinSeek.Durable;

/// <summary>
/// Runs activities. An outcome is always a value: an exception of the activity becomes failure details, which hold its
/// message, so activities must keep clinical content out of exception messages. Thread safe.
/// </summary>
public sealed class ActivityExecutor
{
    private readonly DurableTaskRegistry registry;
    private readonly DurableTaskWorkerOptions options;

    public ActivityExecutor(DurableTaskRegistry registry, DurableTaskWorkerOptions options)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(options);
        this.registry = registry;
        this.options = options;
    }

    /// <summary>Runs the activity once.</summary>
    /// <param name="name">Its name, compared without case.</param>
    /// <param name="instanceId">The calling instance.</param>
    /// <param name="inputJson">The scheduled input as JSON; null or empty for none.</param>
    /// <param name="cancellationToken">When cancelled, <see cref="OperationCanceledException"/> goes to the caller: the task has no outcome and must run again.</param>
    public async Task<ActivityOutcome> ExecuteAsync(TaskName name, string instanceId, string? inputJson, CancellationToken cancellationToken)
    {
        try
        {
            var factory = registry.FindActivity(name);
            if (factory is null)
                return Fail(new TaskFailureDetails(
                    FailureMapper.ActivityNotFound,
                    $"No activity named '{name}' is registered in this worker. Register it, or correct the name in the orchestrator.",
                    IsNonRetriable: true));
            var activity = factory(options.Services);
            var input = string.IsNullOrEmpty(inputJson) ? null : JsonSerializer.Deserialize(inputJson, activity.InputType, options.SerializerOptions);
            var value = await activity.RunAsync(new TaskActivityContext(name, instanceId, cancellationToken), input);
            var json = value is null ? null : JsonSerializer.Serialize(value, value.GetType(), options.SerializerOptions);
            return ActivityOutcome.Completed(options.Codec.EncodeResult(json));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return Fail(FailureMapper.FromException(exception));
        }
    }

    private ActivityOutcome Fail(TaskFailureDetails failure) =>
        options.Codec.EncodeFailure(failure) is { } encoded ? ActivityOutcome.Completed(encoded) : ActivityOutcome.Failed(failure);
}
