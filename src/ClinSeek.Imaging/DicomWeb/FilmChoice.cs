using ClinSeek.Imaging.Dicom;

namespace ClinSeek.Imaging.DicomWeb;

/// <summary>Which instance of a study is its film: a frontal radiograph before others, then the first by number.</summary>
public static class FilmChoice
{
    private static readonly string[] Radiographs = ["DX", "CR", "RG"];

    /// <summary>Whether a modality makes radiographs; one that is not stated may.</summary>
    public static bool IsRadiograph(string? modality) => modality is null || Radiographs.Contains(modality, StringComparer.Ordinal);

    /// <summary>The lower, the more a film is wanted.</summary>
    /// <param name="modality">(0008,0060).</param>
    /// <param name="view">(0018,5101).</param>
    public static int Rank(string? modality, string? view)
    {
        int rank = view switch { "PA" => 0, "AP" => 1, null or "" => 2, "LL" or "RL" or "LAT" or "LATERAL" => 4, _ => 3 };
        return IsRadiograph(modality) ? rank : rank + 10;
    }

    internal static DicomJson? Best(IEnumerable<DicomJson> instances) => instances
        .Where(static instance => instance.Uid(DicomTag.SopInstanceUid) is not null && instance.Uid(DicomTag.SeriesInstanceUid) is not null
            && instance.WholeNumber(DicomTag.Rows) > 0)
        .OrderBy(static instance => Rank(instance.Text(DicomTag.Modality), instance.Text(DicomTag.ViewPosition)))
        .ThenBy(static instance => instance.WholeNumber(DicomWebTag.InstanceNumber) ?? int.MaxValue)
        .ThenBy(static instance => instance.Uid(DicomTag.SopInstanceUid), StringComparer.Ordinal)
        .FirstOrDefault();
}
