using ClinSeek.Knowledge.Index;

namespace ClinSeek.Knowledge.Sources.Import;

/// <summary>What importing a file did.</summary>
/// <param name="File">The file.</param>
/// <param name="Count">What changed in the index.</param>
/// <param name="IsCurrent">Whether it had been imported as it is already.</param>
/// <param name="Problem">Why it was not imported, or null.</param>
public sealed record FileImport(string File, ImportCount Count, bool IsCurrent, string? Problem);
