namespace ClinSeek.Durable.Orchestration.Turns;

/// <summary>Something scheduled whose end history will report under its id.</summary>
internal abstract class OpenTask(int id)
{
    internal int Id { get; } = id;

    /// <summary>True while code goes on when this ends.</summary>
    internal abstract bool IsAwaited { get; }
}
