namespace ClinSeek.Durable.Engine;

/// <summary>
/// The engine's commit points: the only moments at which a crash can make a difference. Called on the writer thread.
/// Commits are numbered from 1 for each start of an engine.
/// </summary>
internal interface ICommitObserver
{
    /// <summary>All work items of the group are written, the transaction is still open: a crash here loses them all.</summary>
    void BeforeCommit(long commit);

    /// <summary>The group is durable, nobody has acted upon it: a crash here loses nothing.</summary>
    void AfterCommit(long commit);
}
