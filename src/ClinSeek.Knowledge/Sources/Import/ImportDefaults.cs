namespace ClinSeek.Knowledge.Sources.Import;

/// <summary>What passages of a file get where they say nothing themselves.</summary>
/// <param name="Source">The publication; null for the file's name.</param>
/// <param name="License">The licence; null for <c>NOASSERTION</c>.</param>
/// <param name="Collection">What ids begin with, to keep those of two files apart; null for nothing.</param>
/// <param name="Url">The address of the publication, or null.</param>
public sealed record ImportDefaults(string? Source = null, string? License = null, string? Collection = null, string? Url = null);
