using ClinSeek.Evidence.Tools;
using ClinSeek.Imaging.Classification;
using ClinSeek.Imaging.Decoding;
using ClinSeek.Imaging.Models;

namespace ClinSeek.Imaging.Tools;

/// <summary>Scores a film: a row a finding.</summary>
internal sealed class ClassifierTool(FilmDesk desk, ImageModels models)
{
    private const string Reading = "A score is a position on the model's own scale and means something only against its operating point; below it is not «absent».";

    public Task<ToolResult> CallAsync(ImageArguments arguments, CancellationToken cancellationToken) =>
        desk.WithFilmAsync(arguments, "image_path", DecodeOptions.Default, opened => Task.FromResult(Classify(opened, cancellationToken)), cancellationToken);

    /// <summary>One finding as results word it.</summary>
    public static string Line(FindingScore score) => score.OperatingPoint is { } point
        ? ResultWriter.Text($"{score.Finding}: {score.Position} the operating point (score {score.Score:0.000000}, operating point {point:0.000000}, margin {score.Margin:+0.000000;-0.000000;0.000000})")
        : ResultWriter.Text($"{score.Finding}: not rated, for the model has no operating point for it (score {score.Score:0.000000})");

    private ToolResult Classify(OpenedFilm opened, CancellationToken cancellationToken)
    {
        ChestXrayClassifier classifier = models.Classifier;
        FilmResult<FilmReading> reading = classifier.Classify(opened.Film, cancellationToken);
        return reading.Succeeded ? Write(opened.Study, reading.Value, classifier.Package) : FilmDesk.Failed(opened.Study, "scored", reading.Failure);
    }

    private static ToolResult Write(string study, FilmReading reading, ModelPackage model)
    {
        ResultWriter result = new ResultWriter(study, ToolSchemas.ImageFindings)
            .Say($"Chest film of {study}{FilmWords.Described(reading.Film)}, read by {model.Name} {model.Version}: {model.Notice}.");
        foreach (FindingScore score in reading.Findings)
        {
            result.Row(score.Finding, Line(score), new
            {
                study,
                score.Finding,
                score.Score,
                score.OperatingPoint,
                score.Position,
                score.Margin,
                Model = model.Name,
                ModelVersion = model.Version,
            });
        }

        return result.Cautions(reading.Cautions).Say(Reading).Result();
    }
}
