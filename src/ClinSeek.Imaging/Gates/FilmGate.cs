using ClinSeek.Imaging.Decoding;
using ClinSeek.Imaging.Models;

namespace ClinSeek.Imaging.Gates;

/// <summary>Whether a film is of the kind a chest model reads, by what its header says; what it leaves unsaid is a caution.</summary>
internal static class FilmGate
{
    private const int SmallestSide = 64;

    public static FilmFailure? Check(DecodedFilm film, ModelPackage package, List<string> cautions)
    {
        FilmDescription header = film.Description;
        string wanted = $"Ask for a frontal chest film ({string.Join(", ", package.Modalities)})";
        if (header.Modality is null) cautions.Add("the film does not state its modality");
        else if (!package.Modalities.Contains(header.Modality)) return Outside(FilmFailureKind.OutsideModel, $"the film's modality is {header.Modality}, which this model does not read", wanted);

        if (header.BodyPart is null) cautions.Add("the film does not state its body part");
        else if (!header.BodyPart.Contains("CHEST", StringComparison.Ordinal) && !header.BodyPart.Contains("THORAX", StringComparison.Ordinal))
        {
            return Outside(FilmFailureKind.NotAChest, $"the film's body part is {header.BodyPart}, not CHEST", wanted);
        }

        if (header.ViewPosition is null) cautions.Add("the film does not state its view");
        else if (header.ViewPosition is "LL" or "RL" || header.ViewPosition.Contains("LAT", StringComparison.Ordinal)) return Outside(FilmFailureKind.LateralView, $"the film's view is {header.ViewPosition}, lateral", wanted);

        return film.Rows < SmallestSide || film.Columns < SmallestSide
            ? Outside(FilmFailureKind.OutsideModel, $"the film is {film.Columns} x {film.Rows}, smaller than {SmallestSide} pixels", "Ask for the film in its own size")
            : null;
    }

    private static FilmFailure Outside(FilmFailureKind kind, string cause, string remedy) => new(kind, cause, remedy);
}
