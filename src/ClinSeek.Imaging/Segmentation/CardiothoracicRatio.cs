namespace ClinSeek.Imaging.Segmentation;

/// <summary>The heart's greatest width against that of the chest inside the ribs. A ratio: it needs no pixel spacing.</summary>
/// <param name="HeartWidth">In film pixels.</param>
/// <param name="ThoraxWidth">From the right lung's outer edge to the left one's, in film pixels.</param>
public sealed record CardiothoracicRatio(double HeartWidth, double ThoraxWidth)
{
    /// <summary>The usual upper limit of an adult's ratio on an upright film taken from behind (PA).</summary>
    public const double UpperLimit = 0.5;

    /// <summary>Four decimals.</summary>
    public double Value => Math.Round(HeartWidth / ThoraxWidth, 4);

    /// <summary>The ratio of what was outlined, or null where heart or a lung is missing or the three do not lie like a chest.</summary>
    public static CardiothoracicRatio? Of(IReadOnlyList<Structure> structures)
    {
        ArgumentNullException.ThrowIfNull(structures);
        if (Find(structures, StructureNames.Heart) is not { } heart || Find(structures, StructureNames.LeftLung) is not { } left || Find(structures, StructureNames.RightLung) is not { } right)
        {
            return null;
        }

        double from = Math.Min(left.Box.X1, right.Box.X1);
        double to = Math.Max(left.Box.X2, right.Box.X2);
        bool likeAChest = right.CentroidX < left.CentroidX && heart.CentroidX > right.Box.X1 && heart.CentroidX < left.Box.X2 && heart.Box.Width < to - from;
        return likeAChest ? new CardiothoracicRatio(heart.Box.Width, to - from) : null;
    }

    private static Structure? Find(IReadOnlyList<Structure> structures, string name) =>
        structures.FirstOrDefault(structure => structure.Name == name);
}
