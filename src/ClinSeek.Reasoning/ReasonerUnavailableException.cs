namespace ClinSeek.Reasoning;

/// <summary>The reasoner's model cannot be reached or refuses; the message names the cause and the remedy and holds no PHI.</summary>
/// <param name="message">Cause and remedy.</param>
/// <param name="retryAfter">How long the provider asked to wait, or null.</param>
/// <param name="inner">What was caught.</param>
public sealed class ReasonerUnavailableException(string message, TimeSpan? retryAfter = null, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>How long the provider asked to wait, or null.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>Whether asking again is in vain until a person changes something: credentials, a model's name.</summary>
    public bool IsPermanent { get; init; }

    /// <summary>Whether the prompt was longer than the model's context: a shorter one may be taken.</summary>
    public bool IsOverflow { get; init; }
}
