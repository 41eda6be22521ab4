using ClinSeek.Imaging.Models;

namespace ClinSeek.Imaging.Classification;

/// <summary>
/// A model's score for one finding. A position on the model's own scale: it is not a probability, and only its place against
/// the operating point means something.
/// </summary>
/// <param name="Finding">The finding's name.</param>
/// <param name="Score">The score, six decimals: enough that two films do not come out alike.</param>
/// <param name="OperatingPoint">The model's threshold for this finding, six decimals; null where it has none.</param>
public sealed record FindingScore(string Finding, double Score, double? OperatingPoint)
{
    private const int Decimals = 6;

    /// <summary>Whether the score reaches the operating point.</summary>
    public bool IsAbove => Score >= OperatingPoint;

    /// <summary>«above», «below», or «not rated» where there is no operating point.</summary>
    public string Position => OperatingPoint is null ? "not rated" : IsAbove ? "above" : "below";

    /// <summary>Score less operating point.</summary>
    public double? Margin => OperatingPoint is { } point ? Math.Round(Score - point, Decimals) : null;

    /// <summary>A label's score as a model gave it.</summary>
    internal static FindingScore Of(ModelLabel label, float score)
    {
        double rounded = Math.Round(score, Decimals);
        double? point = label.OperatingPoint is { } exact ? Math.Round(exact, Decimals) : null;
        return new FindingScore(label.Finding, rounded, point);
    }
}
