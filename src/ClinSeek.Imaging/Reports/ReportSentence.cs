namespace ClinSeek.Imaging.Reports;

/// <summary>One sentence of a report.</summary>
/// <param name="Section"><see cref="Findings"/> or <see cref="Impression"/>.</param>
/// <param name="Text">The sentence.</param>
/// <param name="Basis">The findings and measures that it rests on.</param>
public sealed record ReportSentence(string Section, string Text, IReadOnlyList<string> Basis)
{
    /// <summary>What is seen.</summary>
    public const string Findings = "findings";

    /// <summary>What it comes to.</summary>
    public const string Impression = "impression";
}
