using System.Globalization;
using ClinSeek.Imaging.Decoding;
using ClinSeek.Imaging.Models;

namespace ClinSeek.Imaging.Gates;

/// <summary>
/// Whether a picture is a frontal chest film, by what is on it and whatever its header says. It refuses only what clearly is
/// something else; what it cannot place is a caution.
/// </summary>
public sealed class ViewGate(ModelSession session)
{
    /// <summary>The model that looks.</summary>
    public ModelPackage Package => session.Package;

    /// <summary>Why the film is refused, or null where it is let through.</summary>
    /// <exception cref="ModelUnavailableException">The model failed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public FilmFailure? Check(DecodedFilm film, ICollection<string> cautions, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(cautions);
        float[] scores = session.Run(film, static buffers => buffers.Scores.ToArray(), cancellationToken);
        for (int i = 0; i < scores.Length; i++)
        {
            ModelLabel label = Package.Labels[i];
            if (label.Finding == ModelPackageRules.Frontal)
            {
                if (scores[i] < label.OperatingPoint) cautions.Add(string.Create(CultureInfo.InvariantCulture, $"{Package.Name} does not recognise a frontal chest film (score {scores[i]:0.0000}, operating point {label.OperatingPoint:0.0000})"));
            }
            else if (scores[i] >= label.OperatingPoint)
            {
                string kind = label.Finding == "Lateral" ? "a lateral film" : "not a frontal chest film";
                return new FilmFailure(
                    label.Finding == "Lateral" ? FilmFailureKind.LateralView : FilmFailureKind.NotAChest,
                    string.Create(CultureInfo.InvariantCulture, $"the picture looks like {kind} to {Package.Name} {Package.Version} (score {scores[i]:0.0000}, operating point {label.OperatingPoint:0.0000})"),
                    "Ask for a frontal chest film, upright and not inverted");
            }
        }

        return null;
    }
}
