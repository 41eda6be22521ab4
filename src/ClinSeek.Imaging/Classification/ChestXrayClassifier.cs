using ClinSeek.Imaging.Decoding;
using ClinSeek.Imaging.Gates;
using ClinSeek.Imaging.Models;

namespace ClinSeek.Imaging.Classification;

/// <summary>Scores films with one model. Thread-safe and pure: the same film and package give the same scores on the same machine.</summary>
/// <param name="session">The model, shared with whoever else uses it.</param>
/// <param name="view">Looks at each picture first; null where the header alone decides whether a film is read.</param>
public sealed class ChestXrayClassifier(ModelSession session, ViewGate? view = null)
{
    private readonly FilmAdmission _admission = new(session.Package, view);

    /// <summary>The model that scores.</summary>
    public ModelPackage Package => session.Package;

    /// <summary>
    /// Reads and scores a film. Any bytes give a value: a film that cannot be read, or that the model was not made for, is a
    /// failure with cause and remedy.
    /// </summary>
    /// <exception cref="ModelUnavailableException">The model failed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled, before or during the run.</exception>
    public FilmResult<FilmReading> Classify(ReadOnlyMemory<byte> film, CancellationToken cancellationToken)
    {
        FilmResult<DecodedFilm> read = ImageDecoder.Default.Decode(film, DecodeOptions.Default, cancellationToken);
        return read.Succeeded ? Classify(read.Value, cancellationToken) : read.Failure;
    }

    /// <summary>Scores a film that has been read.</summary>
    /// <exception cref="ModelUnavailableException">The model failed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled, before or during the run.</exception>
    public FilmResult<FilmReading> Classify(DecodedFilm film, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(film);
        cancellationToken.ThrowIfCancellationRequested();
        List<string> cautions = [.. film.Cautions];
        return _admission.Check(film, cautions, cancellationToken) is { } refusal
            ? refusal
            : new FilmReading(film.Description, session.Run(film, Scores, cancellationToken), cautions);
    }

    private FindingScore[] Scores(InferenceBuffers buffers) =>
        [.. Package.Labels.Zip(buffers.Scores, static (label, score) => FindingScore.Of(label, score))];
}
