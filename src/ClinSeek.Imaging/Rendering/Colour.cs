namespace ClinSeek.Imaging.Rendering;

/// <summary>A colour of an overlay.</summary>
internal readonly record struct Colour(byte Red, byte Green, byte Blue)
{
    /// <summary>Colours that are told apart without red and green alone (Okabe and Ito, 2008).</summary>
    private static readonly Colour[] Palette =
    [
        new(86, 180, 233), new(240, 228, 66), new(213, 94, 0), new(0, 158, 115), new(204, 121, 167), new(230, 159, 0), new(0, 114, 178),
    ];

    /// <summary>The colour of the n-th thing that is drawn.</summary>
    public static Colour Of(int index) => Palette[index % Palette.Length];
}
