namespace ClinSeek.Durable.Engine;

/// <summary>Another process owns the hub. Two owners would run every activity twice, so the second one is refused.</summary>
public sealed class HubInUseException : IOException
{
    public HubInUseException(string path, string owner)
        : base($"The task hub '{path}' is in use by {owner}. Stop that process, or give this one a hub file of its own. " +
               "To look into a hub beside its owner, open it with the read-only client.")
    {
        Path = path;
        Owner = owner;
    }

    /// <summary>The hub's file.</summary>
    public string Path { get; }

    /// <summary>Who owns it, as far as known.</summary>
    public string Owner { get; }
}
