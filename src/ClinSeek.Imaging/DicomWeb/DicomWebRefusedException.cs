namespace ClinSeek.Imaging.DicomWeb;

/// <summary>
/// Thrown by the transport that an archive is asked through, where its rules forbid an exchange: a host that is not allowed, or
/// no token to be had. The message names cause and remedy and holds no secret.
/// </summary>
public sealed class DicomWebRefusedException : IOException
{
    public DicomWebRefusedException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    public DicomWebRefusedException(string message)
        : base(message)
    {
    }

    public DicomWebRefusedException()
    {
    }
}
