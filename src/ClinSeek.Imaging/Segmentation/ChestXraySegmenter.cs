using ClinSeek.Imaging.Decoding;
using ClinSeek.Imaging.Gates;
using ClinSeek.Imaging.Models;

namespace ClinSeek.Imaging.Segmentation;

/// <summary>Outlines structures with one model and measures them. Thread-safe and pure.</summary>
/// <param name="session">The model, shared with whoever else uses it.</param>
/// <param name="view">Looks at each picture first; null where the header alone decides whether a film is read.</param>
public sealed class ChestXraySegmenter(ModelSession session, ViewGate? view = null)
{
    private readonly FilmAdmission _admission = new(session.Package, view);

    /// <summary>A part smaller than this share of the plane is no structure but a speck.</summary>
    private const double SmallestShare = 0.0005;

    /// <summary>The model that outlines.</summary>
    public ModelPackage Package => session.Package;

    /// <summary>Outlines a film that has been read.</summary>
    /// <exception cref="ModelUnavailableException">The model failed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled, before or during the run.</exception>
    public FilmResult<SegmentedFilm> Segment(DecodedFilm film, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(film);
        cancellationToken.ThrowIfCancellationRequested();
        List<string> cautions = [.. film.Cautions];
        if (_admission.Check(film, cautions, cancellationToken) is { } refusal) return refusal;
        FilmCrop crop = FilmCrop.Of(film, Package.Input);
        Structure[] structures = session.Run(film, buffers => Measure(buffers, crop), cancellationToken);
        return new SegmentedFilm(
            film.Description,
            crop,
            structures,
            [.. Package.Labels.Select(static label => label.Finding).Except(structures.Select(static structure => structure.Name), StringComparer.Ordinal)],
            CardiothoracicRatio.Of(structures),
            cautions)
        {
            Plane = session.Plane,
        };
    }

    private Structure[] Measure(InferenceBuffers buffers, FilmCrop crop)
    {
        (int height, int width) = session.Plane;
        var set = new bool[height * width];
        var structures = new List<Structure>(Package.Labels.Count);
        for (int i = 0; i < Package.Labels.Count; i++)
        {
            ReadOnlySpan<float> mask = buffers.Scores.AsSpan(i * set.Length, set.Length);
            for (int at = 0; at < set.Length; at++) set[at] = mask[at] > Package.Labels[i].OperatingPoint;
            if (Region.Find(set, width) is [var largest, ..] && largest.Pixels.Count >= SmallestShare * set.Length)
            {
                structures.Add(Measure(Package.Labels[i].Finding, largest, mask, buffers.Shown, crop));
            }
        }

        return [.. structures];
    }

    private Structure Measure(string name, Region region, ReadOnlySpan<float> mask, double[] shown, FilmCrop crop)
    {
        (int height, int width) = session.Plane;
        (double sumX, double sumY, double sum, double squares, double confidence) = (0, 0, 0, 0, 0);
        foreach (int at in region.Pixels)
        {
            (int y, int x) = Math.DivRem(at, width);
            double value = shown[(y * Package.Input.Height / height * Package.Input.Width) + (x * Package.Input.Width / width)];
            (sumX, sumY, sum, squares, confidence) = (sumX + x + 0.5, sumY + y + 0.5, sum + value, squares + (value * value), confidence + mask[at]);
        }

        int count = region.Pixels.Count;
        double mean = sum / count;
        double scaleX = (double)crop.Width / width;
        double scaleY = (double)crop.Height / height;
        return new Structure(
            name,
            count * scaleX * scaleY,
            crop.ToFilm(region.Box, width, height),
            crop.Left + (sumX / count * scaleX),
            crop.Top + (sumY / count * scaleY),
            mean,
            Math.Sqrt(Math.Max(0, (squares / count) - (mean * mean))),
            confidence / count)
        {
            Pixels = region.Pixels,
        };
    }
}
