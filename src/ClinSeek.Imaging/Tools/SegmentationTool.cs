using ClinSeek.Evidence.Tools;
using ClinSeek.Imaging.Decoding;
using ClinSeek.Imaging.Models;
using ClinSeek.Imaging.Segmentation;

namespace ClinSeek.Imaging.Tools;

/// <summary>Outlines and measures: a row for the cardiothoracic ratio, and one a structure.</summary>
internal sealed class SegmentationTool(FilmDesk desk, ImageModels models, IArtifactStore artifacts)
{
    public Task<ToolResult> CallAsync(ImageArguments arguments, CancellationToken cancellationToken)
    {
        IReadOnlyList<string>? organs = arguments.List("organs");
        return desk.WithFilmAsync(arguments, "image_path", DecodeOptions.Default, opened => SegmentAsync(opened, organs, cancellationToken), cancellationToken);
    }

    private async Task<ToolResult> SegmentAsync(OpenedFilm opened, IReadOnlyList<string>? organs, CancellationToken cancellationToken)
    {
        ChestXraySegmenter segmenter = models.Segmenter;
        string[] known = [.. segmenter.Package.Labels.Select(static label => label.Finding)];
        if (organs?.FirstOrDefault(organ => !known.Contains(organ, StringComparer.OrdinalIgnoreCase)) is not null)
        {
            return ToolResult.Of(ToolOutcome.Failed, $"organs holds a name that the model does not know. It knows: {string.Join(", ", known)}.");
        }

        FilmResult<SegmentedFilm> segmented = segmenter.Segment(opened.Film, cancellationToken);
        if (!segmented.Succeeded) return FilmDesk.Failed(opened.Study, "segmented", segmented.Failure);
        Structure[] wanted = [.. segmented.Value.Structures.Where(structure => organs is not { Count: > 0 } || organs.Contains(structure.Name, StringComparer.OrdinalIgnoreCase))];
        string? artifact = await artifacts.KeepAsync(Overlay.Structures(opened.Film, segmented.Value, wanted), cancellationToken).ConfigureAwait(false);
        return Write(opened, segmented.Value, wanted, segmenter.Package, artifact);
    }

    private static ToolResult Write(OpenedFilm opened, SegmentedFilm film, Structure[] wanted, ModelPackage model, string? artifact)
    {
        PixelSpacing? spacing = film.Film.PixelSpacing;
        ResultWriter result = new ResultWriter(opened.Study, ToolSchemas.ImageStructures)
            .Say($"Chest film of {opened.Study}{FilmWords.Described(film.Film)}, outlined by {model.Name} {model.Version}: {model.Notice}.");
        if (film.Ratio is { } ratio) WriteRatio(result, ratio, film.Film, model);
        else result.Say("No cardiothoracic ratio: heart and both lungs must be found, lying as in a chest.");
        foreach (Structure structure in wanted) WriteStructure(result, structure, film, spacing, model, artifact);
        if (film.Missing.Count > 0) result.Say($"Not found: {string.Join(", ", film.Missing)}. That does not say that they are absent.");
        if (spacing is null) result.Say("The film does not tell its pixel spacing, so sizes are in pixels only.");
        else if (spacing.AtDetector) result.Say("Caution: the pixel spacing is that at the detector; what lies before it is smaller, by about 5 to 10 percent in a chest.");
        return result.Cautions(film.Cautions).Say(FilmWords.Kept("Overlay", artifact)).Result();
    }

    private static void WriteStructure(ResultWriter result, Structure structure, SegmentedFilm film, PixelSpacing? spacing, ModelPackage model, string? artifact)
    {
        FilmBox box = structure.Box;
        double? area = spacing is null ? null : Math.Round(structure.SquareCentimetres(spacing), 2);
        string size = area is null ? string.Empty : ResultWriter.Text($", {area:0.00} cm2");
        string line = ResultWriter.Text($"{structure.Name}: {structure.Area:0} pixels{size}, box {box.X1:0.0} {box.Y1:0.0} {box.X2:0.0} {box.Y2:0.0}, centre {structure.CentroidX:0.0} {structure.CentroidY:0.0}, mean brightness {structure.Mean:0.000}");
        result.Row(structure.Name, line, new
        {
            result.Study,
            Structure = structure.Name,
            AreaPixels = Math.Round(structure.Area),
            AreaSquareCentimetres = area,
            Box = box.Corners(),
            BoxRelative = box.Relative(film.Crop.FilmWidth, film.Crop.FilmHeight),
            Width = Math.Round(box.Width, 1),
            Height = Math.Round(box.Height, 1),
            WidthCentimetres = spacing is null ? (double?)null : Math.Round(box.Width * spacing.ColumnMillimetres / 10, 2),
            HeightCentimetres = spacing is null ? (double?)null : Math.Round(box.Height * spacing.RowMillimetres / 10, 2),
            AspectRatio = Math.Round(box.Width / box.Height, 3),
            Centroid = (double[])[Math.Round(structure.CentroidX, 1), Math.Round(structure.CentroidY, 1)],
            CentroidRelative = (double[])[Math.Round(structure.CentroidX / film.Crop.FilmWidth, 4), Math.Round(structure.CentroidY / film.Crop.FilmHeight, 4)],
            MeanBrightness = Math.Round(structure.Mean, 4),
            BrightnessDeviation = Math.Round(structure.Deviation, 4),
            Confidence = Math.Round(structure.Confidence, 4),
            Artifact = artifact,
            Model = model.Name,
            ModelVersion = model.Version,
        });
    }

    private static void WriteRatio(ResultWriter result, CardiothoracicRatio ratio, FilmDescription film, ModelPackage model)
    {
        string position = RatioPosition.Of(ratio, film);
        string line = ResultWriter.Text($"{RatioPosition.Finding}: {ratio.Value:0.000}, {position} the usual upper limit of {CardiothoracicRatio.UpperLimit:0.00} (heart {ratio.HeartWidth:0.0} of {ratio.ThoraxWidth:0.0} pixels)");
        result.Row(RatioPosition.Finding, line, new
        {
            result.Study,
            Finding = RatioPosition.Finding,
            ratio.Value,
            OperatingPoint = CardiothoracicRatio.UpperLimit,
            Position = position,
            Margin = Math.Round(ratio.Value - CardiothoracicRatio.UpperLimit, 4),
            HeartWidth = Math.Round(ratio.HeartWidth, 1),
            ThoraxWidth = Math.Round(ratio.ThoraxWidth, 1),
            View = film.ViewPosition,
            Model = model.Name,
            ModelVersion = model.Version,
        });
        if (position == RatioPosition.NotRated) result.Say("Caution: the limit holds for films taken from behind (PA); from the front (AP) the heart is drawn larger than it is.");
    }
}
