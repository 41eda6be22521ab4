namespace ClinSeek.Imaging.DicomWeb;

/// <summary>A film out of an archive, in bytes that the decoder reads.</summary>
/// <param name="Content">A Part 10 file, or a rendered picture.</param>
/// <param name="Path">How it came.</param>
/// <param name="StudyUid">Its study.</param>
/// <param name="Notes">What was tried before, and what was chosen; no identifiers.</param>
public sealed record RetrievedFilm(byte[] Content, RetrievalPath Path, string StudyUid, IReadOnlyList<string> Notes);
