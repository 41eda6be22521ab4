namespace ClinSeek.Reasoning.Likelihood.Packs;

/// <summary>A pack's file as it was read: the pack where its form could be read at all, and everything that is wrong with it.</summary>
/// <param name="Path">The file.</param>
/// <param name="Pack">The pack, or null.</param>
/// <param name="Faults">What is wrong; empty for a pack that can be used.</param>
public sealed record PackFile(string Path, Pack? Pack, IReadOnlyList<PackFault> Faults);
