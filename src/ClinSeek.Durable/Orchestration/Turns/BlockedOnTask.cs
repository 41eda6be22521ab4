using System.Diagnostics;

namespace ClinSeek.Durable.Orchestration.Turns;

/// <summary>Tells whether the current thread is about to block on a task, and not on a lock or an event of its own.</summary>
internal static class BlockedOnTask
{
    internal static bool IsCaller()
    {
        foreach (var frame in new StackTrace(skipFrames: 2, fNeedFileInfo: false).GetFrames())
        {
            if (frame.GetMethod() is not { } method || method.Module.Assembly != typeof(Task).Assembly)
                return false;
            if (typeof(Task).IsAssignableFrom(method.DeclaringType) && method.Name.Contains("Wait", StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
