using System.Runtime.CompilerServices;

namespace ClinSeek.Durable.Orchestration.Turns;

/// <summary>Tells whether anything goes on when a task ends.</summary>
internal static class TaskContinuations
{
    /// <summary>False where nothing awaits the task. True also where this cannot be known.</summary>
    internal static bool Has(Task task)
    {
        try
        {
            return Continuation(task) switch
            {
                null => false,
                List<object?> several => HasAny(several),
                _ => true,
            };
        }
        catch (MissingFieldException)
        {
            // A runtime that keeps them elsewhere: without this knowledge a foreign await is noticed later, not never.
            return true;
        }
    }

    private static bool HasAny(List<object?> continuations)
    {
        lock (continuations)
            return continuations.Exists(static continuation => continuation is not null);
    }

    // No public member tells this. Debuggers read the same field to show asynchronous call stacks.
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "m_continuationObject")]
    private static extern ref object? Continuation(Task task);
}
