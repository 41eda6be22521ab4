using ClinSeek.Imaging.Decoding;
using ClinSeek.Imaging.Models;

namespace ClinSeek.Imaging.Gates;

/// <summary>Everything a film must pass before a model sees it: what its header says, then what is on it.</summary>
/// <param name="package">The model that is to read it.</param>
/// <param name="view">Looks at the picture; null where pictures are not looked at.</param>
internal sealed class FilmAdmission(ModelPackage package, ViewGate? view)
{
    /// <summary>Why the film is refused, or null; adds what is only doubtful to the cautions.</summary>
    public FilmFailure? Check(DecodedFilm film, List<string> cautions, CancellationToken cancellationToken) =>
        FilmGate.Check(film, package, cautions) ?? view?.Check(film, cautions, cancellationToken);
}
