using ClinSeek.Imaging.Classification;
using ClinSeek.Imaging.Decoding;
using ClinSeek.Imaging.Gates;
using ClinSeek.Imaging.Models;
using ClinSeek.Imaging.Segmentation;

namespace ClinSeek.Imaging.Grounding;

/// <summary>Finds the places of a classifier's finding on its class-activation map. Thread-safe and pure.</summary>
/// <param name="session">A classifier, shared with whoever else uses it.</param>
/// <param name="view">Looks at each picture first; null where the header alone decides whether a film is read.</param>
public sealed class FindingLocator(ModelSession session, ViewGate? view = null)
{
    private readonly FilmAdmission _admission = new(session.Package, view);

    private const int Finer = 8;
    private const int MostPlaces = 8;

    /// <summary>A second place counts only where the map is nearly as strong as at its strongest.</summary>
    private const float SecondPeak = 0.7f;

    /// <summary>The classifier.</summary>
    public ModelPackage Package => session.Package;

    /// <summary>Whether its graph gives maps.</summary>
    public bool HasMaps => Package.Maps is not null;

    /// <summary>The places of a label on a film that has been read.</summary>
    /// <exception cref="InvalidOperationException">The classifier has no maps.</exception>
    /// <exception cref="ModelUnavailableException">The model failed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled, before or during the run.</exception>
    public FilmResult<GroundedFinding> Locate(DecodedFilm film, int label, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(film);
        if (!HasMaps) throw new InvalidOperationException("a classifier without maps cannot say where its findings are");
        cancellationToken.ThrowIfCancellationRequested();
        List<string> cautions = [.. film.Cautions];
        if (_admission.Check(film, cautions, cancellationToken) is { } refusal) return refusal;
        (int height, int width) = session.Plane;
        (float score, float[] map) = session.Run(film, buffers => (buffers.Scores[label], buffers.Results[1].AsSpan(label * height * width, height * width).ToArray()), cancellationToken);
        FindingScore found = FindingScore.Of(Package.Labels[label], score);
        FilmCrop crop = FilmCrop.Of(film, Package.Input);
        return new GroundedFinding(film.Description, crop, found, found.IsAbove ? Places(map, crop) : [], cautions);
    }

    private GroundedPlace[] Places(float[] map, FilmCrop crop)
    {
        (int height, int width) = session.Plane;
        float[] fine = ActivationMap.Finer(map, height, width, Finer);
        bool[] set = [.. fine.Select(value => value > 0 && value >= Package.Maps!.Threshold)];
        (int rows, int columns) = (height * Finer, width * Finer);
        return [.. Region.Find(set, columns)
            .Select(region => (region.Box, Peak: region.Pixels.Max(at => fine[at])))
            .Where(static place => place.Peak >= SecondPeak)
            .OrderByDescending(static place => place.Peak)
            .Take(MostPlaces)
            .Select(place => new GroundedPlace(
                new FilmBox(place.Box.X1 / columns, place.Box.Y1 / rows, place.Box.X2 / columns, place.Box.Y2 / rows),
                crop.ToFilm(place.Box, columns, rows),
                Math.Round(place.Peak, 4)))];
    }
}
