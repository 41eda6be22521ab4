namespace ClinSeek.Durable;

/// <summary>Thrown by an activity whose failure no retry can cure: retry policies give up at once.</summary>
public sealed class NonRetriableTaskException : Exception
{
    public NonRetriableTaskException(string message)
        : base(message)
    {
    }

    public NonRetriableTaskException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
