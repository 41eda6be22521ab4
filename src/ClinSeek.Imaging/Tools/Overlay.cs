using ClinSeek.Imaging.Decoding;
using ClinSeek.Imaging.Models;
using ClinSeek.Imaging.Rendering;
using ClinSeek.Imaging.Segmentation;

namespace ClinSeek.Imaging.Tools;

/// <summary>Pictures of what was found, over the film.</summary>
internal static class Overlay
{
    private const int LongestSide = 1024;

    /// <summary>Structures tinted and framed, each in a colour of its own.</summary>
    public static FilmResult<byte[]> Structures(DecodedFilm film, SegmentedFilm segmented, IReadOnlyList<Structure> structures)
    {
        var canvas = new Canvas(film, LongestSide);
        FilmCrop crop = segmented.Crop;
        (int height, int width) = segmented.Plane;
        for (int i = 0; i < structures.Count; i++)
        {
            var set = new bool[height * width];
            foreach (int at in structures[i].Pixels) set[at] = true;
            canvas.Tint(
                (x, y) => Cell(x - crop.Left, crop.Width, width) is >= 0 and var column && Cell(y - crop.Top, crop.Height, height) is >= 0 and var row
                    && set[(row * width) + column],
                Colour.Of(i));
            canvas.Frame(structures[i].Box, Colour.Of(i));
        }

        return canvas.ToPng();
    }

    /// <summary>Boxes, each in a colour of its own.</summary>
    public static FilmResult<byte[]> Boxes(DecodedFilm film, IEnumerable<FilmBox> boxes)
    {
        var canvas = new Canvas(film, LongestSide);
        foreach ((int index, FilmBox box) in boxes.Index()) canvas.Frame(box, Colour.Of(index));
        return canvas.ToPng();
    }

    private static int Cell(double place, int extent, int cells) => place < 0 || place >= extent ? -1 : (int)(place * cells / extent);
}
