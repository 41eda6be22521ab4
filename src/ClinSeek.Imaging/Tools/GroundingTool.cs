using ClinSeek.Evidence.Tools;
using ClinSeek.Imaging.Decoding;
using ClinSeek.Imaging.Grounding;
using ClinSeek.Imaging.Models;
using ClinSeek.Imaging.Segmentation;

namespace ClinSeek.Imaging.Tools;

/// <summary>Shows where a finding or structure is: a row a place.</summary>
internal sealed class GroundingTool(FilmDesk desk, ImageModels models, IArtifactStore artifacts)
{
    private const int LongestPhrase = 200;

    public Task<ToolResult> CallAsync(ImageArguments arguments, CancellationToken cancellationToken)
    {
        string? phrase = arguments.Text("phrase");
        return desk.WithFilmAsync(
            arguments,
            "image_path",
            DecodeOptions.Default,
            opened => phrase is null ? Task.FromResult(ToolResult.Of(ToolOutcome.Failed, "phrase is missing; name one finding or structure.")) : GroundAsync(opened, phrase[..Math.Min(phrase.Length, LongestPhrase)], cancellationToken),
            cancellationToken);
    }

    private async Task<ToolResult> GroundAsync(OpenedFilm opened, string phrase, CancellationToken cancellationToken)
    {
        FindingLocator locator = models.Locator;
        string[] findings = [.. locator.Package.Labels.Select(static label => label.Finding)];
        if (PhraseReader.Find(phrase, findings) is { } finding)
        {
            return locator.HasMaps
                ? await FindingAsync(opened, phrase, locator, Array.IndexOf(findings, finding), cancellationToken).ConfigureAwait(false)
                : ToolResult.Of(ToolOutcome.Failed, $"no-maps: model {locator.Package.Name} {locator.Package.Version} gives scores without class-activation maps, so it cannot say where {finding} is. Export it with its maps (tools/xrv-export).");
        }

        ChestXraySegmenter segmenter = models.Segmenter;
        string[] structures = [.. segmenter.Package.Labels.Select(static label => label.Finding)];
        return PhraseReader.Find(phrase, structures) is { } structure
            ? await StructureAsync(opened, phrase, segmenter, structure, cancellationToken).ConfigureAwait(false)
            : ToolResult.Of(ToolOutcome.Failed, $"not-known: the phrase names nothing that can be located. Findings: {string.Join(", ", findings)}. Structures: {string.Join(", ", structures)}.");
    }

    private async Task<ToolResult> FindingAsync(OpenedFilm opened, string phrase, FindingLocator locator, int label, CancellationToken cancellationToken)
    {
        FilmResult<GroundedFinding> located = locator.Locate(opened.Film, label, cancellationToken);
        if (!located.Succeeded) return FilmDesk.Failed(opened.Study, "searched", located.Failure);
        GroundedFinding found = located.Value;
        var result = new ResultWriter(opened.Study, ToolSchemas.ImagePlaces);
        string score = ClassifierTool.Line(found.Score);
        if (found.Places.Count == 0)
        {
            return result.Say($"completed_no_finding: {score}. No place is shown for a finding that is not above its operating point; that does not say that it is absent.")
                .Cautions(found.Cautions).Result(ToolOutcome.Empty);
        }

        FilmBox[] boxes = [.. found.Places.Select(static place => place.Box)];
        string? artifact = await artifacts.KeepAsync(Overlay.Boxes(opened.Film, boxes), cancellationToken).ConfigureAwait(false);
        result.Say($"{found.Score.Finding} on the chest film of {opened.Study}, by the class-activation map of {locator.Package.Name} {locator.Package.Version}: {locator.Package.Notice}.").Say(score);
        foreach (GroundedPlace place in found.Places)
        {
            Write(result, phrase, found.Score.Finding, place.ModelBox, place.Box, found.Crop, place.Peak, artifact, locator.Package);
        }

        return result.Cautions(found.Cautions).Say(FilmWords.Kept("Overlay", artifact)).Result();
    }

    private async Task<ToolResult> StructureAsync(OpenedFilm opened, string phrase, ChestXraySegmenter segmenter, string name, CancellationToken cancellationToken)
    {
        FilmResult<SegmentedFilm> segmented = segmenter.Segment(opened.Film, cancellationToken);
        if (!segmented.Succeeded) return FilmDesk.Failed(opened.Study, "searched", segmented.Failure);
        SegmentedFilm film = segmented.Value;
        var result = new ResultWriter(opened.Study, ToolSchemas.ImagePlaces);
        if (film.Structures.FirstOrDefault(one => one.Name == name) is not { } structure)
        {
            return result.Say($"completed_no_finding: {name} was not found on the film. That does not say that it is absent.").Cautions(film.Cautions).Result(ToolOutcome.Empty);
        }

        string? artifact = await artifacts.KeepAsync(Overlay.Structures(opened.Film, film, [structure]), cancellationToken).ConfigureAwait(false);
        FilmCrop crop = film.Crop;
        FilmBox box = structure.Box;
        var inModel = new FilmBox((box.X1 - crop.Left) / crop.Width, (box.Y1 - crop.Top) / crop.Height, (box.X2 - crop.Left) / crop.Width, (box.Y2 - crop.Top) / crop.Height);
        result.Say($"{name} on the chest film of {opened.Study}, outlined by {segmenter.Package.Name} {segmenter.Package.Version}: {segmenter.Package.Notice}.");
        Write(result, phrase, name, inModel, box, crop, 1, artifact, segmenter.Package);
        return result.Cautions(film.Cautions).Say(FilmWords.Kept("Overlay", artifact)).Result();
    }

    private static void Write(ResultWriter result, string phrase, string finding, FilmBox inModel, FilmBox box, FilmCrop crop, double peak, string? artifact, ModelPackage model)
    {
        double[] image = box.Relative(crop.FilmWidth, crop.FilmHeight);
        string line = ResultWriter.Text($"{finding}: box {image[0]:0.0000} {image[1]:0.0000} {image[2]:0.0000} {image[3]:0.0000} of the film's width and height, strength {peak:0.00} of the greatest");
        result.Row(finding, line, new
        {
            result.Study,
            phrase,
            finding,
            Box = image,
            BoxModel = inModel.Relative(1, 1),
            BoxPixels = box.Corners(),
            Strength = peak,
            artifact,
            Model = model.Name,
            ModelVersion = model.Version,
        });
    }
}
