namespace ClinSeek.Durable;

/// <summary>What changes for the next generation.</summary>
public sealed record ContinueAsNewOptions
{
    /// <summary>The version of the next generation; null keeps the current one.</summary>
    public string? NewVersion { get; init; }

    /// <summary>Whether buffered events are sent on to the next generation.</summary>
    public bool PreserveUnprocessedEvents { get; init; } = true;
}
