using System.Security.Cryptography;
using System.Text;
using ClinSeek.Durable;
using ClinSeek.Functions.Activities;

namespace ClinSeek.Functions.Cases;

/// <summary>Why the engine gave an instance up, as far as recovery has to know.</summary>
/// <param name="Cause">In words, without PHI.</param>
/// <param name="IsFinal">No other attempt can end otherwise.</param>
/// <param name="IsOfCode">
/// It looks like the code's own: the same once more means that it is. What the host, a disk, a network or a time-out did may
/// well be the same twice without being so for ever.
/// </param>
internal sealed record InstanceFailure(string Cause, bool IsFinal, bool IsOfCode)
{
    // How the host names what it did itself: an invocation that broke off, a handler that died, a turn that took too long.
    private static readonly string[] HostTypes =
    [
        "Microsoft.Azure.WebJobs.", "System.Net.Http.HttpRequestException", "System.TimeoutException",
        "System.Threading.Tasks.TaskCanceledException", "System.OperationCanceledException", "System.OutOfMemoryException",
        "System.IO.IOException", TaskFailureDetails.Unknown.ErrorType,
    ];

    private static readonly string TaskFailed = typeof(TaskFailedException).FullName!;

    /// <summary>Tells a cause apart without saying it: the ledger can be read without a key.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Cause)))[..16];

    /// <summary>Reads a failure; null, as an engine that lost the instance leaves it, is the host's.</summary>
    public static InstanceFailure Of(TaskFailureDetails? details)
    {
        if (details is null)
        {
            return new InstanceFailure("The engine lost the instance.", IsFinal: false, IsOfCode: false);
        }

        bool isFinal = false;
        TaskFailureDetails root = details;
        for (TaskFailureDetails? at = details; at is not null; at = at.InnerFailure)
        {
            isFinal |= at.IsNonRetriable;
            root = at;
        }

        return new InstanceFailure(root.ErrorMessage, isFinal, IsCode(details, root));
    }

    // An activity's failure reaches here with its own type only from the embedded engine; its words travel everywhere.
    private static bool IsCode(TaskFailureDetails details, TaskFailureDetails root) => details.ErrorType == TaskFailed
        ? root.ErrorMessage.EndsWith(ActivityFailures.Bug, StringComparison.Ordinal)
        : !HostTypes.Any(host => details.ErrorType.StartsWith(host, StringComparison.Ordinal));
}
