namespace ClinSeek.Durable.ManagementApi;

/// <summary>How the management API of a host answers.</summary>
public sealed record ManagementApiOptions
{
    /// <summary>The hub's name. A call that names another hub is refused.</summary>
    public string TaskHub { get; init; } = "ClinSeek";

    /// <summary>What the answer to a start says in Retry-After.</summary>
    public TimeSpan RetryAfterStart { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>What the status of an unfinished instance says in Retry-After.</summary>
    public TimeSpan RetryAfterStatus { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The clock of a start that waits for its result.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
