using System.ComponentModel;
using System.Reflection;
using System.Text.Json;
using ClinSeek.Evidence.Tools;
using ClinSeek.Imaging.Decoding;
using ClinSeek.Imaging.Models;
using Microsoft.Extensions.AI;

namespace ClinSeek.Imaging.Tools;

/// <summary>
/// The tools over a case's films. They name studies and never files, write nothing, may be called side by side and again, and
/// answer every expected failure as a result. Results hold no identifier that stands inside the film.
/// </summary>
public sealed class ImageTools
{
    /// <summary>The classifier's name in the catalogue.</summary>
    public const string ClassifierName = "image.chest_xray_classifier";

    private const int StudiesListed = 20;

    private static readonly MethodInfo Classifier =
        typeof(ImageTools).GetMethod(nameof(ClassifyAsync), BindingFlags.Instance | BindingFlags.NonPublic)!;

    private readonly IFilmSource _films;
    private readonly Func<ChestXrayClassifier> _classifier;
    private readonly CaseScope _scope;

    /// <summary>Binds the tools to one case.</summary>
    /// <param name="films">The case's films.</param>
    /// <param name="classifier">Gives the shared classifier, loaded at the first call; may throw <see cref="ModelUnavailableException"/>.</param>
    /// <param name="scope">The case's patient and cut-off.</param>
    public ImageTools(IFilmSource films, Func<ChestXrayClassifier> classifier, CaseScope scope)
    {
        (_films, _classifier, _scope) = (films, classifier, scope);
        Functions = [AIFunctionFactory.Create(Classifier, this, Options())];
    }

    /// <summary>The tools' declarations, for a catalogue without a case.</summary>
    public static IReadOnlyList<AIFunctionDeclaration> Declarations { get; } =
        [AIFunctionFactory.Create(Classifier, static _ => throw new InvalidOperationException("a declaration has no case to run in"), Options()).AsDeclarationOnly()];

    /// <summary>The tools; each gives a <see cref="ToolResult"/> of schema <see cref="ToolSchemas.ImageFindings"/>.</summary>
    public IReadOnlyList<AIFunction> Functions { get; }

    [Description("Scores a frontal chest X-ray of this case for Cardiomegaly, Effusion, Pneumothorax, Consolidation and Nodule. Each score is a position against the model's operating point, not a probability.")]
    private async Task<ToolResult> ClassifyAsync(
        [Description("The film's study id in this case, such as ImagingStudy/x; never a file path.")] string image_path,
        string? subject_id,
        string? timestamp,
        CancellationToken cancellationToken)
    {
        ScopeCheck check = _scope.Check(subject_id, timestamp);
        if (!check.Allowed) return ToolResult.Of(ToolOutcome.Denied, check.Refusal!);
        if (check.Cutoff != _scope.Cutoff)
        {
            return ToolResult.Of(ToolOutcome.Denied, "A film is not read under an earlier time than the case's: its own time is not known here. Leave timestamp out, and look up the study's time in the imaging_study table.");
        }

        if (_films.Studies.Count == 0) return ToolResult.Of(ToolOutcome.Empty, "This case has no film. That says nothing about the chest.");
        if (Find(image_path) is not { } study) return Unknown(image_path);
        if (await _films.ReadAsync(study, cancellationToken) is not { } film)
        {
            return ToolResult.Of(ToolOutcome.Failed, $"The film of {study} is listed but not stored. Open the case again from a source that has it.");
        }

        try
        {
            ChestXrayClassifier classifier = _classifier();
            FilmResult<FilmReading> reading = classifier.Classify(film, cancellationToken);
            return reading.Succeeded
                ? ReadingText.Write(study, reading.Value, classifier.Package)
                : ToolResult.Of(ToolOutcome.Failed, $"{study} was not scored: {reading.Failure}");
        }
        catch (ModelUnavailableException exception)
        {
            return ToolResult.Of(ToolOutcome.Failed, $"model runtime unavailable: {exception.Message}");
        }
    }

    private string? Find(string asked)
    {
        string id = asked.Trim();
        return _films.Studies.FirstOrDefault(study => study == id || study == "ImagingStudy/" + id);
    }

    private ToolResult Unknown(string asked)
    {
        IEnumerable<string> listed = _films.Studies.Take(StudiesListed);
        string more = _films.Studies.Count > StudiesListed ? $" and {_films.Studies.Count - StudiesListed} more" : string.Empty;
        string films = $"The films of this case: {string.Join(", ", listed)}{more}.";
        return string.IsNullOrWhiteSpace(asked)
            ? ToolResult.Of(ToolOutcome.Failed, $"image_path is missing; give the study id of a film. {films}")
            : ToolResult.Of(ToolOutcome.Denied, $"image_path is not a film of this case. {films}");
    }

    private static AIFunctionFactoryOptions Options() => new()
    {
        Name = ClassifierName,
        MarshalResult = static (result, _, _) => ValueTask.FromResult(result),
        ExcludeResultSchema = true,
        ConfigureParameterBinding = static parameter => parameter.ParameterType == typeof(CancellationToken)
            ? default
            : new AIFunctionFactoryOptions.ParameterBindingOptions
            {
                // The case binds patient and time; people and models do not see these two.
                ExcludeFromSchema = parameter.Name is "subject_id" or "timestamp",
                BindParameter = static (bound, arguments) => Argument(bound.Name!, arguments),
            },
    };

    /// <summary>Whatever a model sends as an argument becomes text; what is missing becomes null for optional ones, else empty.</summary>
    private static string? Argument(string name, AIFunctionArguments arguments) =>
        (arguments.TryGetValue(name, out object? value) ? value : null) switch
        {
            JsonElement { ValueKind: JsonValueKind.String } element => element.GetString(),
            JsonElement { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } or null => name == "image_path" ? string.Empty : null,
            object other => other.ToString(),
        };
}
