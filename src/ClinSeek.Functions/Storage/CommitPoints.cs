using System.Diagnostics;
using System.Globalization;
using ClinSeek.Durable.Engine;

namespace ClinSeek.Functions.Storage;

/// <summary>
/// The places where something becomes durable. With <c>CLINSEEK_CRASH_AT=n</c> in the environment the process kills itself
/// (SIGKILL, no clean-up) at the n-th of them: the crash matrix walks through all. Without it a point costs one comparison.
/// </summary>
internal sealed class CommitPoints : ICommitObserver
{
    /// <summary>The environment variable.</summary>
    public const string Variable = "CLINSEEK_CRASH_AT";

    private static readonly long CrashAt =
        long.TryParse(Environment.GetEnvironmentVariable(Variable), NumberStyles.None, CultureInfo.InvariantCulture, out long at) ? at : 0;

    private static long _passed;

    private CommitPoints()
    {
    }

    /// <summary>Makes the engine's commits points of the same count; null while nothing is counted.</summary>
    public static ICommitObserver? Observer { get; } = CrashAt == 0 ? null : new CommitPoints();

    /// <summary>How many points this process has passed, counted only while the variable is set.</summary>
    public static long Passed => Interlocked.Read(ref _passed);

    /// <summary>Passes a point.</summary>
    public static void Pass()
    {
        if (CrashAt == 0 || Interlocked.Increment(ref _passed) != CrashAt)
        {
            return;
        }

        using var self = Process.GetCurrentProcess();
        self.Kill();
        Thread.Sleep(Timeout.Infinite);
    }

    void ICommitObserver.BeforeCommit(long commit) => Pass();

    void ICommitObserver.AfterCommit(long commit) => Pass();
}
