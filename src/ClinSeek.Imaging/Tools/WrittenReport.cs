namespace ClinSeek.Imaging.Tools;

/// <summary>A report that a model wrote.</summary>
/// <param name="Findings">What it says to see.</param>
/// <param name="Impression">What it makes of it.</param>
public sealed record WrittenReport(string Findings, string Impression);
