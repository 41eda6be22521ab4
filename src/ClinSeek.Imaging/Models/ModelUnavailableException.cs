namespace ClinSeek.Imaging.Models;

/// <summary>
/// The model package or the native runtime cannot be used. The message is for the user: cause, then remedy, no PHI. Tools turn
/// it into a failed result; hosts may let it pass at start.
/// </summary>
public sealed class ModelUnavailableException : Exception
{
    public ModelUnavailableException(string message)
        : base(message)
    {
    }

    public ModelUnavailableException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    public ModelUnavailableException()
    {
    }
}
