using ClinSeek.Imaging.Decoding;
using ClinSeek.Imaging.Models;

namespace ClinSeek.Imaging.Segmentation;

/// <summary>One structure as a model outlined it: its largest connected part. Positions and sizes are in the film's own pixels.</summary>
/// <param name="Name">The structure's name.</param>
/// <param name="Area">Its area, in film pixels.</param>
/// <param name="Box">The smallest box around it.</param>
/// <param name="CentroidX">Its centre of area, column.</param>
/// <param name="CentroidY">Its centre of area, row.</param>
/// <param name="Mean">Mean of what is shown inside, 0 black to 1 white.</param>
/// <param name="Deviation">Standard deviation of the same.</param>
/// <param name="Confidence">Mean of the model's own scores inside; a position on its scale, not a probability.</param>
public sealed record Structure(string Name, double Area, FilmBox Box, double CentroidX, double CentroidY, double Mean, double Deviation, double Confidence)
{
    /// <summary>Its places in the model's plane, for the overlay.</summary>
    internal IReadOnlyList<int> Pixels { get; init; } = [];

    /// <summary>Its area in square centimetres.</summary>
    public double SquareCentimetres(PixelSpacing spacing)
    {
        ArgumentNullException.ThrowIfNull(spacing);
        return Area * spacing.RowMillimetres * spacing.ColumnMillimetres / 100;
    }
}
