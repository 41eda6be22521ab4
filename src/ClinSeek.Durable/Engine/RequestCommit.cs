namespace ClinSeek.Durable.Engine;

/// <summary>A client's request: its answer is given only once it is durable.</summary>
internal abstract class RequestCommit<TResult> : CommitItem
{
    private readonly TaskCompletionSource<TResult> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The answer, or the refusal.</summary>
    public Task<TResult> Answer => answer.Task;

    /// <summary>A refusal found by <see cref="CommitItem.Apply"/>, which has then written nothing.</summary>
    protected Exception? Refusal { get; set; }

    public sealed override void Committed()
    {
        if (Refusal is not null)
        {
            Refuse(Refusal);
            return;
        }
        answer.TrySetResult(Act());
    }

    public sealed override void Abandoned(Exception cause) => Refuse(cause);

    /// <summary>Acts upon the durable request and gives its result.</summary>
    protected abstract TResult Act();

    // Whoever cancelled the wait for the answer does not observe it.
    private void Refuse(Exception cause)
    {
        if (answer.TrySetException(cause))
            _ = answer.Task.Exception;
    }
}
