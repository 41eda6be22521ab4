namespace ClinSeek.Ehr.Fhir;

/// <summary>What was read of one patient's record.</summary>
/// <param name="Pages">The pages, in the order of their sources (ordinal).</param>
/// <param name="Completeness">What was asked for, what came, and what may be missing.</param>
/// <param name="PatientFound">Whether a Patient resource with the id asked for is among the pages.</param>
public sealed record RecordPull(IReadOnlyList<RecordPage> Pages, CompletenessRecord Completeness, bool PatientFound)
{
    private readonly IReadOnlyList<RecordPage>? _readOf;

    /// <summary>False when anything that may belong to the record could not be read: then nothing missing means absent.</summary>
    public bool Complete => Completeness.Complete;

    /// <summary>What was read of the pages, in their order, where they are as they were received; null where they must be read again.</summary>
    internal IReadOnlyList<FhirPage>? Read
    {
        // A copy with other pages has not read those.
        get => ReferenceEquals(_readOf, Pages) ? field : null;
        init => (field, _readOf) = (value, Pages);
    }

    /// <summary>Cause and remedy of each gap; names of files and types, no contents.</summary>
    public IReadOnlyList<string> Issues => [.. Completeness.Gaps.Select(static gap => gap.Text)];
}
