using System.Diagnostics;
using ClinSeek.Durable.Engine;

namespace ClinSeek.Durable.CrashHost;

/// <summary>Ends this process at a commit point, as kill -9 does: nothing is flushed, nothing is disposed.</summary>
internal sealed class KillAtCommit(long commit, bool before) : ICommitObserver
{
    public void BeforeCommit(long number) => KillIf(before && number == commit);

    public void AfterCommit(long number) => KillIf(!before && number == commit);

    private static void KillIf(bool condition)
    {
        if (!condition)
            return;
        Process.GetCurrentProcess().Kill();
        Thread.Sleep(Timeout.Infinite);
    }
}
