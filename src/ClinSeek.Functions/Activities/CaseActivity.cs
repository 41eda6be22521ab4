using ClinSeek.Durable;
using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Storage;

namespace ClinSeek.Functions.Activities;

/// <summary>
/// What all activities of a case share: a deadline below the host's function time-out, and failures that hold no PHI. An
/// activity runs at least once; its effects are put-if-absent, so that they count once.
/// </summary>
public abstract class CaseActivity<TInput, TOutput> : TaskActivity<TInput, TOutput>
{
    /// <summary>The longest that one attempt may take; the host's own time-out is 5 minutes or more.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromMinutes(4);

    /// <inheritdoc />
    public sealed override async Task<TOutput> RunAsync(TaskActivityContext context, TInput input)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        deadline.CancelAfter(Deadline);
        try
        {
            return await RunAsync(input, deadline.Token);
        }
        catch (OperationCanceledException) when (!context.CancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{context.Name} took longer than {Deadline.TotalMinutes:0} minutes. It will be tried again.");
        }
        catch (StaleEpochException exception)
        {
            throw new NonRetriableTaskException(exception.Message);
        }
        catch (Exception exception) when (exception is not (StorageException or ReasonerMissingException or NonRetriableTaskException or OperationCanceledException))
        {
            // The message of an unforeseen exception may quote what it stumbled over, and failures are kept by the engine in clear.
            throw new InvalidOperationException(
                $"{context.Name} failed unexpectedly: {exception.GetType().Name} in {exception.TargetSite?.DeclaringType?.Name}.{exception.TargetSite?.Name}. {ActivityFailures.Bug}");
        }
    }

    /// <summary>Does the work.</summary>
    protected abstract Task<TOutput> RunAsync(TInput input, CancellationToken cancellationToken);

    /// <summary>The case of a request.</summary>
    protected static CaseId Case(string caseId) => CaseId.Parse(caseId);
}
