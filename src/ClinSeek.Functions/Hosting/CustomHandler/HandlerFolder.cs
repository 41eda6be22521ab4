using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Storage;
using Microsoft.Extensions.Options;

namespace ClinSeek.Functions.Hosting.CustomHandler;

/// <summary>
/// Keeps commands that write away from the data folder while a handler works in it. Handlers do not keep each other away:
/// the next one starts while the last one is being killed.
/// </summary>
internal static partial class HandlerFolder
{
    /// <summary>Takes the folder if it can be had, and says so in the log if not. There is none where the record is kept elsewhere.</summary>
    public static HostLock? Claim(IServiceProvider services)
    {
        if (services.GetRequiredService<IOptions<CaseServiceOptions>>().Value.Storage.Provider != StorageProvider.Files)
        {
            return null;
        }

        var log = services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(HandlerFolder).FullName!);
        string folder = services.GetRequiredService<ClinSeekOptions>().Data;
        try
        {
            HostLock? taken = HostLock.TryTake(folder, out HostAddress? owner);
            if (taken is null)
            {
                LogShared(log, owner?.ProcessId ?? 0);
            }

            return taken;
        }
        catch (UserErrorException refused)
        {
            // Cases will say so one by one; a handler that does not start would be started again and again.
            LogUnwritable(log, refused.Message);
            return null;
        }
    }

    [LoggerMessage(4101, LogLevel.Warning, "Process {ProcessId} works in the same data folder. That is well if it is a handler that is being replaced.")]
    private static partial void LogShared(ILogger log, int processId);

    [LoggerMessage(4102, LogLevel.Error, "{Problem}")]
    private static partial void LogUnwritable(ILogger log, string problem);
}
