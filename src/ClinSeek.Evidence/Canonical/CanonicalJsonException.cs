namespace ClinSeek.Evidence.Canonical;

/// <summary>The text has no canonical form: it is not JSON, repeats a key, or holds a lone surrogate or a number outside the doubles. Holds no content.</summary>
public sealed class CanonicalJsonException : FormatException
{
    public CanonicalJsonException()
    {
    }

    public CanonicalJsonException(string message)
        : base(message)
    {
    }

    public CanonicalJsonException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
