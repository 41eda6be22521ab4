namespace ClinSeek.Knowledge.Index;

/// <summary>A file or pack that an index holds.</summary>
/// <param name="Name">Its path or name.</param>
/// <param name="Passages">How many passages it gave.</param>
/// <param name="Source">The publications, as far as the passages name them.</param>
/// <param name="License">Their licences.</param>
public sealed record ImportedOrigin(string Name, int Passages, string Source, string License);
