using ClinSeek.Reasoning.Likelihood.Packs;

namespace ClinSeek.Reasoning.Likelihood.Findings;

/// <summary>Puts a number into exactly one band.</summary>
internal static class BandReader
{
    /// <summary>The key of the band that holds the whole range, or null where an edge is unknown or lies inside the range.</summary>
    public static string? Find(IReadOnlyList<PackBand> bands, NumericRange range, int? age)
    {
        double? floor = double.NegativeInfinity;
        foreach (PackBand band in bands)
        {
            double? edge = band.Edge(age);
            if (floor is { } low && range.Low >= low && edge is { } high && range.High < high)
            {
                return band.Key;
            }

            floor = edge;
        }

        return null;
    }
}
