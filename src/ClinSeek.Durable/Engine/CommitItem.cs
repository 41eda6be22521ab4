namespace ClinSeek.Durable.Engine;

/// <summary>One unit of work of the hub: all of it is in one transaction, which it may share with others.</summary>
internal abstract class CommitItem
{
    /// <summary>Writes the item. May read what earlier items of the group wrote. An exception fails the whole group.</summary>
    public abstract void Apply(HubStore store);

    /// <summary>The item is durable: act upon it. Must be quick; runs on the writer thread.</summary>
    public abstract void Committed();

    /// <summary>The item has not been written and never will be.</summary>
    public virtual void Abandoned(Exception cause)
    {
    }
}
