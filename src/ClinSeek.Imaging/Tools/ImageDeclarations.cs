using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ClinSeek.Imaging.Tools;

/// <summary>The image tools as models and people see them: the reference's names and parameters, but a film is a study of the case and never a path.</summary>
internal static class ImageDeclarations
{
    private const string Study = "\"type\": \"string\", \"description\": \"The film's study id in this case, such as ImagingStudy/x; never a file path.\"";

    public static AIFunctionDeclaration Visualizer { get; } = Declare(
        "image.image_visualizer",
        "Draws a film of this case as a PNG, kept with the case's evidence. Draws no text into the picture.",
        $$"""
        {
          "type": "object",
          "properties": {
            "image_path": { {{Study}} },
            "title": { "type": "string", "description": "A title, kept beside the picture." },
            "description": { "type": "string", "description": "A description, kept beside the picture." },
            "figsize": { "type": "array", "items": { "type": "integer" }, "minItems": 2, "maxItems": 2, "default": [10, 10], "description": "Greatest width and height in inches of 150 pixels." },
            "cmap": { "type": "string", "default": "rgb", "description": "Colours: rgb or gray (as the film is), gray_r (inverted), bone, hot." }
          },
          "required": ["image_path"]
        }
        """);

    public static AIFunctionDeclaration Dicom { get; } = Declare(
        "image.dicom_processor",
        "Reads a film's own description (modality, view, size, bits, pixel spacing, window; nothing that identifies) and draws it through its window or a given one.",
        $$"""
        {
          "type": "object",
          "properties": {
            "dicom_path": { {{Study}} },
            "window_center": { "type": "number", "description": "Window centre in the film's own units; together with window_width." },
            "window_width": { "type": "number", "description": "Window width; left out with window_center: the film's own window." }
          },
          "required": ["dicom_path"]
        }
        """);

    public static AIFunctionDeclaration Classifier { get; } = Declare(
        "image.chest_xray_classifier",
        "Scores a frontal chest X-ray of this case for the findings that the configured model knows. Each score is a position against the model's operating point, not a probability.",
        $$"""
        { "type": "object", "properties": { "image_path": { {{Study}} } }, "required": ["image_path"] }
        """);

    public static AIFunctionDeclaration Report { get; } = Declare(
        "image.chest_xray_report_generator",
        "Writes findings and impression of a frontal chest X-ray of this case, only from what the models measured; where a vision model is configured it writes, and the report says so.",
        $$"""
        { "type": "object", "properties": { "image_path": { {{Study}} } }, "required": ["image_path"] }
        """);

    public static AIFunctionDeclaration Grounding { get; } = Declare(
        "image.xray_phrase_grounding",
        "Shows where on a frontal chest X-ray of this case a finding or structure named by a phrase is, as boxes, with an overlay.",
        $$"""
        {
          "type": "object",
          "properties": {
            "image_path": { {{Study}} },
            "phrase": { "type": "string", "description": "One finding or structure, such as pleural effusion or heart." },
            "max_new_tokens": { "type": "integer", "default": 300, "description": "Accepted and not needed: no text is generated." }
          },
          "required": ["image_path", "phrase"]
        }
        """);

    public static AIFunctionDeclaration Segmentation { get; } = Declare(
        "image.chest_xray_segmentation",
        "Outlines structures on a frontal chest X-ray of this case: area, box, position, brightness, the cardiothoracic ratio, an overlay. Square centimetres only where the film's pixel spacing is known.",
        $$"""
        {
          "type": "object",
          "properties": {
            "image_path": { {{Study}} },
            "organs": { "type": "array", "items": { "type": "string" }, "description": "Structures by name, such as Heart or Left Lung; left out: all that the model knows." }
          },
          "required": ["image_path"]
        }
        """);

    public static IReadOnlyList<AIFunctionDeclaration> All { get; } = [Visualizer, Dicom, Classifier, Report, Grounding, Segmentation];

    private static AIFunctionDeclaration Declare(string name, string description, string schema)
    {
        using JsonDocument document = JsonDocument.Parse(schema);
        return AIFunctionFactory.CreateDeclaration(name, description, document.RootElement.Clone(), null);
    }
}
