using ClinSeek.Evidence.Tools;
using ClinSeek.Imaging.Decoding;
using Microsoft.Extensions.AI;

namespace ClinSeek.Imaging.Tools;

/// <summary>
/// The tools over a case's films. They name studies and never files, may be called side by side and again, and answer every
/// expected failure as a result. They write nothing but pictures into the case's own store. Results hold no identifier that
/// stands inside the film.
/// </summary>
public sealed class ImageTools
{
    /// <summary>Binds the tools to one case.</summary>
    /// <param name="films">The case's films.</param>
    /// <param name="models">The models of the process.</param>
    /// <param name="scope">The case's patient and cut-off.</param>
    /// <param name="artifacts">Keeps what the tools draw.</param>
    /// <param name="writer">A vision model that writes reports, or null where none is configured.</param>
    /// <param name="decoder">Reads the films; the program's own where none is given.</param>
    public ImageTools(IFilmSource films, ImageModels models, CaseScope scope, IArtifactStore artifacts, IReportWriter? writer = null, IImageDecoder? decoder = null)
    {
        var desk = new FilmDesk(films, decoder ?? ImageDecoder.Default, scope);
        Functions =
        [
            new ImageFunction(ImageDeclarations.Visualizer, new VisualizerTool(desk, artifacts).CallAsync),
            new ImageFunction(ImageDeclarations.Dicom, new DicomTool(desk, artifacts).CallAsync),
            new ImageFunction(ImageDeclarations.Classifier, new ClassifierTool(desk, models).CallAsync),
            new ImageFunction(ImageDeclarations.Report, new ReportTool(desk, models, writer).CallAsync),
            new ImageFunction(ImageDeclarations.Grounding, new GroundingTool(desk, models, artifacts).CallAsync),
            new ImageFunction(ImageDeclarations.Segmentation, new SegmentationTool(desk, models, artifacts).CallAsync),
        ];
    }

    /// <summary>The tools' declarations, for a catalogue without a case.</summary>
    public static IReadOnlyList<AIFunctionDeclaration> Declarations => ImageDeclarations.All;

    /// <summary>The tools; each gives a <see cref="ToolResult"/>. They also take <c>subject_id</c> and <c>timestamp</c>, which are only compared with the case.</summary>
    public IReadOnlyList<AIFunction> Functions { get; }
}
