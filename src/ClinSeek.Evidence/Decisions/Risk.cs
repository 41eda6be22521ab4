using System.Globalization;

namespace ClinSeek.Evidence.Decisions;

/// <summary>How probable what was asked about is, from 0 to 1; a range where inputs are missing or the source gives one.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end; the same as <paramref name="Low"/> for a single figure.</param>
/// <param name="Basis">Where it comes from.</param>
/// <param name="Source">The pack or score behind it with its version, such as <c>curb_65</c>; null for a stated one.</param>
public sealed record Risk(double Low, double High, RiskBasis Basis, string? Source = null)
{
    /// <summary>Where evidence states the number; null for every other basis.</summary>
    public Citation? Citation { get; init; }

    /// <summary>A single figure.</summary>
    public static Risk Of(double value, RiskBasis basis, string? source = null) => new(value, value, basis, source);

    /// <summary>Whether it is a risk at all: 0 to 1, the lower end first.</summary>
    public bool IsSound => Low is >= 0 and <= 1 && High is >= 0 and <= 1 && Low <= High;

    /// <summary>The risk in words.</summary>
    public string Show()
    {
        string figure = Low.Equals(High)
            ? Low.ToString("0.00#", CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{Low:0.00#}-{High:0.00#}");
        return Basis switch
        {
            RiskBasis.Score => $"risk {figure} by {Source ?? "a published score"}",
            RiskBasis.Quoted => $"risk {figure} as quoted from {Citation?.Id.ToString() ?? Source ?? "the evidence"}",
            RiskBasis.Posterior => $"weight {figure}, not a calibrated probability",
            _ => $"risk {figure} as stated by the model, not calibrated",
        };
    }
}
