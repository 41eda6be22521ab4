namespace ClinSeek.Ehr.Database;

/// <summary>
/// Lets guarded statements of this process run beside each other, or one of them alone. SQLite tells only what the whole process
/// holds, so that a statement may seem to take what its neighbours took; alone it answers for itself. Not re-entrant.
/// </summary>
internal static class StatementGate
{
    private static readonly ReaderWriterLockSlim Running = new();
    private static long _begun;

    /// <summary>Runs a statement beside others.</summary>
    /// <param name="statement">Runs it.</param>
    /// <param name="hadCompany">Whether another ran meanwhile.</param>
    public static T Beside<T>(Func<T> statement, out bool hadCompany)
    {
        Running.EnterReadLock();
        try
        {
            long own = Interlocked.Increment(ref _begun);
            bool found = Running.CurrentReadCount > 1;
            T answer = statement();
            hadCompany = found || Interlocked.Read(ref _begun) != own;
            return answer;
        }
        finally
        {
            Running.ExitReadLock();
        }
    }

    /// <summary>Runs a statement while no other does.</summary>
    public static T Alone<T>(Func<T> statement)
    {
        Running.EnterWriteLock();
        try
        {
            return statement();
        }
        finally
        {
            Running.ExitWriteLock();
        }
    }
}
