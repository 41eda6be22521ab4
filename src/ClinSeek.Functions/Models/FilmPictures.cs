using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Cases;
using ClinSeek.Imaging.Decoding;
using ClinSeek.Imaging.Decoding.Libvips;
using ClinSeek.Imaging.Tools;
using ClinSeek.Reasoning;

namespace ClinSeek.Functions.Models;

/// <summary>A case's films as pictures for a model that can see: as shown, without the header and what it names, no larger than models look at.</summary>
internal sealed class FilmPictures(CaseId id, IFilmSource films, FilmPictureCache drawn) : IFilmPictures
{
    private const int LongestEdge = 1_568;

    public ValueTask<FilmPicture?> ReadAsync(string study, CancellationToken cancellationToken) => drawn.ReadAsync(id, study, () => DrawAsync(study, cancellationToken));

    private async ValueTask<FilmPicture?> DrawAsync(string study, CancellationToken cancellationToken)
    {
        if (await films.ReadAsync(study, cancellationToken) is not { } content
            || ImageDecoder.Default.Decode(content, new DecodeOptions(), cancellationToken) is not { Succeeded: true, Value: { } film })
        {
            return null;
        }

        double scale = Math.Min(1, (double)LongestEdge / Math.Max(film.Rows, film.Columns));
        (int columns, int rows) = (Math.Max(1, (int)(film.Columns * scale)), Math.Max(1, (int)(film.Rows * scale)));
        return PngWriter.Grey(Grey(film, columns, rows), columns, rows) is { Succeeded: true, Value: { } png } ? new FilmPicture(study, "image/png", png) : null;
    }

    private static byte[] Grey(DecodedFilm film, int columns, int rows)
    {
        if (columns == film.Columns && rows == film.Rows)
        {
            return film.ToGrey8();
        }

        var shown = new double[columns * rows];
        film.Resample(FilmFit.Stretch, columns, rows, shown);
        return Array.ConvertAll(shown, static value => (byte)(255 * Math.Clamp(value, 0, 1)));
    }
}
