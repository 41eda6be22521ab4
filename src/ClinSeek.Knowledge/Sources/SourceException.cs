namespace ClinSeek.Knowledge.Sources;

/// <summary>A source did not give what was asked: the message says why and what can be done, without the query.</summary>
public sealed class SourceException : Exception
{
    /// <summary>Without a cause.</summary>
    public SourceException()
    {
    }

    /// <summary>With what to say.</summary>
    public SourceException(string message)
        : base(message)
    {
    }

    /// <summary>With what to say and the cause.</summary>
    public SourceException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
