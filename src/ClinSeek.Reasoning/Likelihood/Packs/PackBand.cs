namespace ClinSeek.Reasoning.Likelihood.Packs;

/// <summary>One interval of a numeric finding; it starts where the one before ends.</summary>
/// <param name="Key">Its key, which effects name as their state.</param>
/// <param name="Name">The interval in words.</param>
/// <param name="Below">Its exclusive upper edge; null for the last.</param>
/// <param name="BelowTimesAge">A factor: the edge is the larger of <paramref name="Below"/> and age in years times this.</param>
/// <param name="BelowByAge">Edges by age, used instead of <paramref name="Below"/>.</param>
public sealed record PackBand(
    string Key, string Name, double? Below = null, double? BelowTimesAge = null, IReadOnlyList<AgeEdge>? BelowByAge = null)
{
    /// <summary>Whether the edge cannot be known without the patient's age.</summary>
    public bool NeedsAge => BelowTimesAge is not null || BelowByAge is not null;

    /// <summary>The exclusive upper edge for an age, infinity for the last band; null where an age is needed and unknown.</summary>
    public double? Edge(int? age)
    {
        if (!NeedsAge)
        {
            return Below ?? double.PositiveInfinity;
        }

        if (age is not { } years)
        {
            return null;
        }

        return BelowByAge is not null
            ? BelowByAge.First(edge => edge.AgeBelow is null || years < edge.AgeBelow).Below
            : Math.Max(Below ?? 0, years * BelowTimesAge!.Value);
    }
}
