using ClinSeek.Imaging.Decoding;

namespace ClinSeek.Imaging.Models;

/// <summary>The part of a film that a model sees, in the film's own pixels: it brings places in the model's picture back to the film.</summary>
/// <param name="Left">First column.</param>
/// <param name="Top">First row.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="FilmWidth">Columns of the whole film.</param>
/// <param name="FilmHeight">Rows of the whole film.</param>
public sealed record FilmCrop(int Left, int Top, int Width, int Height, int FilmWidth, int FilmHeight)
{
    /// <summary>What a model with this input sees of a film; see <see cref="DecodedFilm.Resample"/>.</summary>
    public static FilmCrop Of(DecodedFilm film, ModelInput input)
    {
        ArgumentNullException.ThrowIfNull(film);
        ArgumentNullException.ThrowIfNull(input);
        if (input.Fit == ModelInput.Stretch) return new FilmCrop(0, 0, film.Columns, film.Rows, film.Columns, film.Rows);
        int side = Math.Min(film.Columns, film.Rows);
        return new FilmCrop((film.Columns - side) / 2, (film.Rows - side) / 2, side, side, film.Columns, film.Rows);
    }

    /// <summary>A box in a plane of the model, in film pixels.</summary>
    public FilmBox ToFilm(FilmBox box, int planeWidth, int planeHeight)
    {
        ArgumentNullException.ThrowIfNull(box);
        double x = (double)Width / planeWidth;
        double y = (double)Height / planeHeight;
        return new FilmBox(Left + (box.X1 * x), Top + (box.Y1 * y), Left + (box.X2 * x), Top + (box.Y2 * y));
    }
}
