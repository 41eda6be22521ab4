namespace ClinSeek.Functions.Hosting;

/// <summary>
/// Something outside the program is not as it must be, and the person at the keyboard can mend it. The message names the
/// cause and the remedy and is shown without a stack trace; it holds no PHI beyond what that person typed.
/// </summary>
/// <param name="message">Cause and remedy.</param>
/// <param name="exitCode">The exit code of a command that ends with it: 2 for a wrong request, 1 for a fault.</param>
/// <param name="inner">What was caught.</param>
public sealed class UserErrorException(string message, int exitCode = 1, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The exit code of a command that ends with it.</summary>
    public int ExitCode { get; } = exitCode;
}
