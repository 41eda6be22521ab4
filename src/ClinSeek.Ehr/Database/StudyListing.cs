namespace ClinSeek.Ehr.Database;

/// <summary>A visible imaging study.</summary>
/// <param name="Study"><c>ImagingStudy/id</c>.</param>
/// <param name="StudyUid">DICOM (0020,000D), or null where the record has none.</param>
/// <param name="InstanceUids">DICOM (0008,0018) of its images.</param>
public sealed record StudyListing(string Study, string? StudyUid, IReadOnlyList<string> InstanceUids);
