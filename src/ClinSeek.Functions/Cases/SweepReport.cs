namespace ClinSeek.Functions.Cases;

/// <summary>What one sweep found and did. Holds no PHI.</summary>
/// <param name="Unfinished">Cases that had not ended.</param>
/// <param name="Resumed">Of these, how many a new instance goes on with.</param>
/// <param name="Sealed">Of these, how many were sealed.</param>
/// <param name="Faults">Of these, how many could not be looked after; the next sweep tries again.</param>
public sealed record SweepReport(int Unfinished, int Resumed, int Sealed, int Faults);
