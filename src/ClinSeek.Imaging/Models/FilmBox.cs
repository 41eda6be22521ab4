namespace ClinSeek.Imaging.Models;

/// <summary>A box with its corners: x to the right, y down, the far edges outside.</summary>
/// <param name="X1">Left edge.</param>
/// <param name="Y1">Upper edge.</param>
/// <param name="X2">Right edge.</param>
/// <param name="Y2">Lower edge.</param>
public sealed record FilmBox(double X1, double Y1, double X2, double Y2)
{
    /// <summary>Extent along the columns.</summary>
    public double Width => X2 - X1;

    /// <summary>Extent along the rows.</summary>
    public double Height => Y2 - Y1;

    /// <summary>The same as shares of a picture's width and height, four decimals.</summary>
    public double[] Relative(double width, double height) =>
        [Math.Round(X1 / width, 4), Math.Round(Y1 / height, 4), Math.Round(X2 / width, 4), Math.Round(Y2 / height, 4)];

    /// <summary>The corners, rounded to a tenth.</summary>
    public double[] Corners() => [Math.Round(X1, 1), Math.Round(Y1, 1), Math.Round(X2, 1), Math.Round(Y2, 1)];
}
