using ClinSeek.Imaging.Decoding;
using ClinSeek.Imaging.Decoding.Libvips;
using ClinSeek.Imaging.Models;

namespace ClinSeek.Imaging.Rendering;

/// <summary>A film in colour, small enough to be looked at, on which boxes and outlines are drawn. Text is never drawn: a picture holds no words.</summary>
internal sealed class Canvas
{
    private readonly byte[] _pixels;
    private readonly double _scaleX;
    private readonly double _scaleY;

    /// <summary>The film, no side longer than asked.</summary>
    public Canvas(DecodedFilm film, int longestSide)
    {
        double scale = Math.Min(1.0, (double)longestSide / Math.Max(film.Columns, film.Rows));
        Width = Math.Max(1, (int)Math.Round(film.Columns * scale));
        Height = Math.Max(1, (int)Math.Round(film.Rows * scale));
        (_scaleX, _scaleY) = ((double)Width / film.Columns, (double)Height / film.Rows);
        var shown = new double[Width * Height];
        film.Resample(FilmFit.Stretch, Width, Height, shown);
        Grey = [.. shown.Select(static value => (byte)((value * 255) + 0.5))];
        _pixels = new byte[Grey.Length * 3];
        for (int at = 0; at < Grey.Length; at++) _pixels.AsSpan(at * 3, 3).Fill(Grey[at]);
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>The film alone, one byte a pixel.</summary>
    public byte[] Grey { get; }

    /// <summary>Tints the places that lie inside, given as a test of a column and row of the film.</summary>
    public void Tint(Func<double, double, bool> inside, Colour colour)
    {
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++)
            {
                if (inside((x + 0.5) / _scaleX, (y + 0.5) / _scaleY)) Mix((y * Width) + x, colour, 0.35);
            }
        }
    }

    /// <summary>Draws the edge of a box of film pixels.</summary>
    public void Frame(FilmBox box, Colour colour)
    {
        int thick = Math.Max(1, Math.Max(Width, Height) / 300);
        (int left, int right) = ((int)(box.X1 * _scaleX), (int)Math.Ceiling(box.X2 * _scaleX) - 1);
        (int top, int bottom) = ((int)(box.Y1 * _scaleY), (int)Math.Ceiling(box.Y2 * _scaleY) - 1);
        for (int y = Math.Max(top, 0); y <= Math.Min(bottom, Height - 1); y++)
        {
            for (int x = Math.Max(left, 0); x <= Math.Min(right, Width - 1); x++)
            {
                bool edge = x - left < thick || right - x < thick || y - top < thick || bottom - y < thick;
                if (edge) Mix((y * Width) + x, colour, 1);
            }
        }
    }

    /// <summary>The picture as PNG.</summary>
    public FilmResult<byte[]> ToPng() => PngWriter.Rgb(_pixels, Width, Height);

    private void Mix(int at, Colour colour, double share)
    {
        Span<byte> pixel = _pixels.AsSpan(at * 3, 3);
        pixel[0] = (byte)(pixel[0] + ((colour.Red - pixel[0]) * share));
        pixel[1] = (byte)(pixel[1] + ((colour.Green - pixel[1]) * share));
        pixel[2] = (byte)(pixel[2] + ((colour.Blue - pixel[2]) * share));
    }
}
