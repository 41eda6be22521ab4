using ClinSeek.Imaging.Grounding;
using ClinSeek.Imaging.Models;
using ClinSeek.Imaging.Segmentation;

namespace ClinSeek.Imaging.Reports;

/// <summary>Words for a place on a frontal film: the patient's side, and the third of the lung. The picture's left is the patient's right.</summary>
internal static class PlaceWords
{
    /// <summary>Such as «patient's right, lower zone».</summary>
    public static string Of(GroundedPlace place, FilmCrop crop, SegmentedFilm? segmented)
    {
        double x = (place.Box.X1 + place.Box.X2) / 2;
        double y = (place.Box.Y1 + place.Box.Y2) / 2;
        Structure? right = Find(segmented, StructureNames.RightLung);
        Structure? left = Find(segmented, StructureNames.LeftLung);
        double middle = right is not null && left is not null ? (right.CentroidX + left.CentroidX) / 2 : crop.FilmWidth / 2.0;
        bool onRight = x < middle;
        (double top, double bottom) = (onRight ? right : left)?.Box is { } lung ? (lung.Y1, lung.Y2) : (crop.Top + (0.15 * crop.Height), crop.Top + (0.8 * crop.Height));
        double third = (y - top) / (bottom - top);
        string zone = third < 1.0 / 3 ? "upper" : third < 2.0 / 3 ? "middle" : "lower";
        return $"patient's {(onRight ? "right" : "left")}, {zone} zone";
    }

    private static Structure? Find(SegmentedFilm? segmented, string name) => segmented?.Structures.FirstOrDefault(structure => structure.Name == name);
}
