using ClinSeek.Evidence.Tools;
using ClinSeek.Imaging.Decoding;
using ClinSeek.Imaging.Rendering;

namespace ClinSeek.Imaging.Tools;

/// <summary>Describes a film and draws it through a window.</summary>
internal sealed class DicomTool(FilmDesk desk, IArtifactStore artifacts)
{
    private const int LongestSide = 2048;

    public Task<ToolResult> CallAsync(ImageArguments arguments, CancellationToken cancellationToken)
    {
        double? centre = arguments.Number("window_center");
        double? width = arguments.Number("window_width");
        VoiWindow? window = centre is { } at && width is { } wide ? new VoiWindow(at, wide) : null;
        if (arguments.Problem is null && (centre is null) != (width is null)) return Wrong("window_center and window_width go together; give both, or neither for the film's own window.");
        return window is { IsValid: false }
            ? Wrong("window_width must be at least 1.")
            : desk.WithFilmAsync(arguments, "dicom_path", DecodeOptions.Default with { Window = window }, opened => DescribeAsync(opened, cancellationToken), cancellationToken);
    }

    private static Task<ToolResult> Wrong(string text) => Task.FromResult(ToolResult.Of(ToolOutcome.Failed, text));

    private async Task<ToolResult> DescribeAsync(OpenedFilm opened, CancellationToken cancellationToken)
    {
        FilmDescription film = opened.Film.Description;
        var canvas = new Canvas(opened.Film, LongestSide);
        string? artifact = await artifacts.KeepAsync(ColourMap.ToPng(canvas.Grey, canvas.Width, canvas.Height, "gray"), cancellationToken).ConfigureAwait(false);
        string window = film.Window is { } shown ? ResultWriter.Text($"window {shown.Centre:0.###} / {shown.Width:0.###}") : "its whole range or look-up table";
        string spacing = film.PixelSpacing is { } known ? ResultWriter.Text($"pixel spacing {known.RowMillimetres:0.####} x {known.ColumnMillimetres:0.####} mm{(known.AtDetector ? " at the detector" : string.Empty)}") : "pixel spacing not told";
        string line = ResultWriter.Text($"The film of {opened.Study}: {film.Format}{FilmWords.Described(film)}, {film.Columns} x {film.Rows}, {film.BitsStored} bits stored, {film.PhotometricInterpretation ?? "grey"}, {spacing}, shown through {window}.");
        var result = new ResultWriter(opened.Study, ToolSchemas.ImageFilm);
        result.Row("description", line, new
        {
            result.Study,
            artifact,
            canvas.Width,
            canvas.Height,
            Format = film.Format.ToString().ToLowerInvariant(),
            film.Modality,
            film.BodyPart,
            View = film.ViewPosition,
            film.Columns,
            film.Rows,
            film.Frames,
            film.Frame,
            film.BitsStored,
            film.IsSigned,
            film.PhotometricInterpretation,
            film.TransferSyntaxUid,
            PixelSpacing = film.PixelSpacing is null ? null : (double[])[film.PixelSpacing.RowMillimetres, film.PixelSpacing.ColumnMillimetres],
            PixelSpacingAtDetector = film.PixelSpacing?.AtDetector,
            WindowCenter = film.Window?.Centre,
            WindowWidth = film.Window?.Width,
        });
        return result.Cautions(opened.Film.Cautions).Say(FilmWords.Kept("Picture", artifact)).Result();
    }
}
