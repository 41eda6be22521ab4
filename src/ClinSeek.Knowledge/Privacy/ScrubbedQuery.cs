namespace ClinSeek.Knowledge.Privacy;

/// <summary>A query that may leave the process.</summary>
/// <param name="Text">What is left of it.</param>
/// <param name="Removed">How many places were taken out; what stood there is kept nowhere.</param>
public sealed record ScrubbedQuery(string Text, int Removed)
{
    /// <summary>What to tell the caller, or null.</summary>
    public string? Note => Removed == 0 ? null : "Names, dates or numbers that may identify the patient were taken out of the query.";
}
