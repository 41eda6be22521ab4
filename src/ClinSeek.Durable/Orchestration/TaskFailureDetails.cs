namespace ClinSeek.Durable;

/// <summary>
/// A failure as it travels through history. Holds text of exceptions, so code that may meet clinical content must not
/// put it into exception messages.
/// </summary>
/// <param name="ErrorType">Full name of the exception type.</param>
/// <param name="ErrorMessage">Its message.</param>
/// <param name="StackTrace">Its stack trace, where known.</param>
/// <param name="InnerFailure">Its cause.</param>
/// <param name="IsNonRetriable">True where a retry policy must give up at once.</param>
/// <param name="Properties">Further facts, where the host carries them.</param>
public sealed record TaskFailureDetails(
    string ErrorType,
    string ErrorMessage,
    string? StackTrace = null,
    TaskFailureDetails? InnerFailure = null,
    bool IsNonRetriable = false,
    IReadOnlyDictionary<string, object?>? Properties = null)
{
    /// <summary>Stands for a failure about which the host says nothing.</summary>
    public static TaskFailureDetails Unknown { get; } = new("(unknown)", "(unknown)");

    /// <summary>Whether the failure was an exception of exactly this type. Only the name travels: base types are not seen.</summary>
    public bool IsCausedBy<TException>() where TException : Exception =>
        string.Equals(ErrorType, typeof(TException).FullName, StringComparison.Ordinal);

    public override string ToString() => $"{ErrorType}: {ErrorMessage}";
}
