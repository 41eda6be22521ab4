namespace ClinSeek.Functions.Orchestrators;

/// <summary>An input that carries a part of the journal.</summary>
internal interface IJournalBearer
{
    /// <summary>The same input with the journal's digest in its place.</summary>
    object WithoutJournal();
}
