namespace ClinSeek.Imaging.Models;

/// <summary>
/// A model's score for one finding. A position on the model's own scale: it is not a probability, and only its place against
/// the operating point means something.
/// </summary>
/// <param name="Finding">The finding's name.</param>
/// <param name="Score">The score, four decimals.</param>
/// <param name="OperatingPoint">The model's threshold for this finding, four decimals.</param>
public sealed record FindingScore(string Finding, double Score, double OperatingPoint)
{
    /// <summary>Whether the score reaches the operating point.</summary>
    public bool IsAbove => Score >= OperatingPoint;

    /// <summary>«above» or «below».</summary>
    public string Position => IsAbove ? "above" : "below";

    /// <summary>Score less operating point.</summary>
    public double Margin => Math.Round(Score - OperatingPoint, 4);
}
