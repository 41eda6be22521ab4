using ClinSeek.Evidence.Tools;
using ClinSeek.Imaging.Classification;
using ClinSeek.Imaging.Decoding;
using ClinSeek.Imaging.Decoding.Libvips;
using ClinSeek.Imaging.Grounding;
using ClinSeek.Imaging.Models;
using ClinSeek.Imaging.Rendering;
using ClinSeek.Imaging.Reports;
using ClinSeek.Imaging.Segmentation;

namespace ClinSeek.Imaging.Tools;

/// <summary>Writes a report: a row a sentence, each with what it rests on and who wrote it.</summary>
internal sealed class ReportTool(FilmDesk desk, ImageModels models, IReportWriter? writer)
{
    private const string Measured = "measured";
    private const int LongestSide = 1024;
    private const int LongestSection = 4000;

    public Task<ToolResult> CallAsync(ImageArguments arguments, CancellationToken cancellationToken) =>
        desk.WithFilmAsync(arguments, "image_path", DecodeOptions.Default, opened => ReportAsync(opened, cancellationToken), cancellationToken);

    private async Task<ToolResult> ReportAsync(OpenedFilm opened, CancellationToken cancellationToken)
    {
        ChestXrayClassifier classifier = models.Classifier;
        FilmResult<FilmReading> reading = classifier.Classify(opened.Film, cancellationToken);
        if (!reading.Succeeded) return FilmDesk.Failed(opened.Study, "reported", reading.Failure);
        List<string> cautions = [.. reading.Value.Cautions];
        (SegmentedFilm? segmented, ModelPackage? outliner) = Segment(opened, cautions, cancellationToken);
        IReadOnlyList<ReportSentence> sentences = ReportComposer.Compose(new MeasuredFilm(reading.Value, Places(opened, reading.Value, cancellationToken), segmented));
        string by = outliner is null ? Name(classifier.Package) : $"{Name(classifier.Package)} and {Name(outliner)}";
        var result = new ResultWriter(opened.Study, ToolSchemas.ImageReport);
        if (writer is not null) await WrittenAsync(writer, result, opened, sentences, cautions, cancellationToken).ConfigureAwait(false);
        result.Say($"Measured on the chest film of {opened.Study}{FilmWords.Described(reading.Value.Film)} by {by}: {classifier.Package.Notice}.");
        foreach (IGrouping<string, ReportSentence> section in sentences.GroupBy(static sentence => sentence.Section))
        {
            result.Say($"{section.Key.ToUpperInvariant()}:");
            foreach (ReportSentence sentence in section) Write(result, sentence.Section, sentence.Text, sentence.Basis, Measured);
        }

        return result.Cautions(cautions).Result();
    }

    private static async Task WrittenAsync(IReportWriter writer, ResultWriter result, OpenedFilm opened, IReadOnlyList<ReportSentence> sentences, List<string> cautions, CancellationToken cancellationToken)
    {
        var canvas = new Canvas(opened.Film, LongestSide);
        string measured = string.Join('\n', sentences.Select(static sentence => sentence.Text));
        FilmResult<byte[]> picture = PngWriter.Grey(canvas.Grey, canvas.Width, canvas.Height);
        WrittenReport? written = picture.Succeeded ? await writer.WriteAsync(picture.Value, measured, cancellationToken).ConfigureAwait(false) : null;
        if (written is null)
        {
            cautions.Add($"the vision model {writer.Name} gave no report; what follows was measured");
            return;
        }

        result.Say($"Written by the vision model {writer.Name}: its own words, measured by nothing.");
        foreach ((string section, string text) in new[] { (ReportSentence.Findings, written.Findings), (ReportSentence.Impression, written.Impression) })
        {
            result.Say($"{section.ToUpperInvariant()}:");
            Write(result, section, text.ReplaceLineEndings(" ")[..Math.Min(text.ReplaceLineEndings(" ").Length, LongestSection)], [], writer.Name);
        }
    }

    private static void Write(ResultWriter result, string section, string text, IReadOnlyList<string> basis, string by) =>
        result.Row(section, text, new { result.Study, section, Sentence = text, basis, Writer = by });

    private (SegmentedFilm? Film, ModelPackage? Package) Segment(OpenedFilm opened, List<string> cautions, CancellationToken cancellationToken)
    {
        try
        {
            ChestXraySegmenter segmenter = models.Segmenter;
            return (segmenter.Segment(opened.Film, cancellationToken).Value, segmenter.Package);
        }
        catch (ModelUnavailableException unavailable)
        {
            cautions.Add($"nothing was outlined ({unavailable.Problem}), so the heart was not measured");
            return (null, null);
        }
    }

    private GroundedFinding[] Places(OpenedFilm opened, FilmReading reading, CancellationToken cancellationToken)
    {
        FindingLocator locator = models.Locator;
        return locator.HasMaps
            ? [.. reading.Findings.Index()
                .Where(static pair => pair.Item.IsAbove)
                .Select(pair => locator.Locate(opened.Film, pair.Index, cancellationToken).Value)
                .OfType<GroundedFinding>()]
            : [];
    }

    private static string Name(ModelPackage package) => $"{package.Name} {package.Version}";
}
