using ClinSeek.Functions.Hosting;

namespace ClinSeek.Functions.Cli;

/// <summary>Turns faults that a person can mend into one line without a stack trace.</summary>
internal static class UserErrors
{
    /// <summary>The line for a fault and the exit code to end with; false for a bug, which keeps its stack trace.</summary>
    public static bool TryExplain(Exception fault, out string message, out int exitCode)
    {
        exitCode = ExitCodes.Failed;
        switch (fault)
        {
            case UserErrorException user:
                message = user.Message;
                exitCode = user.ExitCode;
                return true;
            case OperationCanceledException:
                message = "Stopped. The case is kept; `resume` takes it up again.";
                return true;
            case UnauthorizedAccessException denied:
                message = denied.Message + " Choose another folder with --data, or change its permissions.";
                return true;
            case IOException io:
                message = io.Message + " Check the disk and the path, then run the command again; nothing that was recorded is lost.";
                return true;
            case AggregateException { InnerExceptions: [{ } only] }:
                return TryExplain(only, out message, out exitCode);
            default:
                message = "";
                return false;
        }
    }
}
