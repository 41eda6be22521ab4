namespace ClinSeek.Ehr.Fhir;

/// <summary>What was read of one patient's record.</summary>
/// <param name="Pages">The pages, in the order of their sources (ordinal).</param>
/// <param name="Complete">False when anything that may belong to the record could not be read: then nothing missing means absent.</param>
/// <param name="Issues">Cause and remedy of each gap; file names, no contents.</param>
/// <param name="PatientFound">Whether a Patient resource with the id asked for is among the pages.</param>
public sealed record RecordPull(IReadOnlyList<RecordPage> Pages, bool Complete, IReadOnlyList<string> Issues, bool PatientFound);
