using ClinSeek.Durable.Engine;
using ClinSeek.Evidence.Ledger;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Hosting;
using ClinSeek.Functions.Storage;
using Microsoft.Extensions.Options;

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
                break;
            case OptionsValidationException wrong:
                message = "The configuration is wrong: " + string.Join(" ", wrong.Failures);
                exitCode = ExitCodes.Usage;
                break;
            case OperationCanceledException:
                message = "Stopped. What was recorded is kept; `resume` takes it up again.";
                break;
            // These name cause and remedy themselves.
            case StorageException or EngineStorageException or HubInUseException or CaseRefusedException or LedgerBrokenException:
                message = fault.Message;
                break;
            case HttpRequestException or HttpIOException:
                message = "The host that was working on it has stopped. What was recorded is kept; `resume` takes it up again.";
                break;
            case UnauthorizedAccessException denied:
                message = denied.Message + " Choose another folder with --data, or change its permissions.";
                break;
            case IOException io:
                message = io.Message + " Check the disk and the path, then run the command again; nothing that was recorded is lost.";
                break;
            case AggregateException { InnerExceptions: [{ } only] }:
                return TryExplain(only, out message, out exitCode);
            default:
                message = "";
                return false;
        }

        message = message.ReplaceLineEndings(" ");
        return true;
    }
}
