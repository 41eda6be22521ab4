namespace ClinSeek.Reasoning;

/// <summary>What a case has to work with. A tool whose precondition is not met is neither offered nor called.</summary>
/// <param name="RecordRows">Rows of the patient's record that are visible at the cut-off.</param>
/// <param name="Complete">Whether the record was pulled whole; what is missing of a truncated one is never read as absence.</param>
public sealed record RunContext(int RecordRows, bool Complete)
{
    /// <summary>Whether there is a record to read.</summary>
    public bool HasRecord => RecordRows > 0;
}
