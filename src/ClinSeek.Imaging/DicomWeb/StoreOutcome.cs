namespace ClinSeek.Imaging.DicomWeb;

/// <summary>What an archive did with instances that were stored.</summary>
/// <param name="Stored">The SOP instance UIDs that it keeps, those among them that it had already.</param>
/// <param name="Failed">Those that it refused.</param>
public sealed record StoreOutcome(IReadOnlyList<string> Stored, IReadOnlyList<StoreFailure> Failed);
