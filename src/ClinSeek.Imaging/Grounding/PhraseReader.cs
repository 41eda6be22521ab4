using System.Text.RegularExpressions;

namespace ClinSeek.Imaging.Grounding;

/// <summary>Finds which of a model's labels a phrase names, by the label's own words or another usual name of the same thing.</summary>
internal static partial class PhraseReader
{
    /// <summary>Other names by label; the labels are those of torchxrayvision's classifiers and segmentation.</summary>
    private static readonly Dictionary<string, string[]> OtherNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Atelectasis"] = ["atelectatic", "collapse", "volume loss"],
        ["Cardiomegaly"] = ["enlarged heart", "large heart", "big heart", "cardiac enlargement", "enlarged cardiac silhouette", "enlargement of the heart"],
        ["Consolidation"] = ["consolidated", "airspace disease", "air space disease", "airspace opacity"],
        ["Edema"] = ["oedema", "pulmonary congestion", "vascular congestion"],
        ["Effusion"] = ["pleural fluid", "fluid", "blunted costophrenic", "blunting"],
        ["Emphysema"] = ["emphysematous", "hyperinflation"],
        ["Enlarged Cardiomediastinum"] = ["widened mediastinum", "wide mediastinum", "mediastinal widening"],
        ["Fibrosis"] = ["fibrotic", "scarring"],
        ["Fracture"] = ["broken rib", "fractured"],
        ["Hernia"] = ["hiatal hernia", "hiatus hernia"],
        ["Infiltration"] = ["infiltrate"],
        ["Lung Lesion"] = ["lesion"],
        ["Lung Opacity"] = ["opacity", "opacification", "opacities"],
        ["Mass"] = ["tumour", "tumor"],
        ["Nodule"] = ["nodular", "coin lesion"],
        ["Pleural_Thickening"] = ["thickened pleura"],
        ["Pneumonia"] = ["pneumonic"],
        ["Pneumothorax"] = ["pneumothoraces", "collapsed lung", "air in the pleural space"],
        ["Heart"] = ["cardiac silhouette"],
        ["Spine"] = ["vertebra", "vertebrae"],
        ["Weasand"] = ["trachea", "windpipe"],
        ["Facies Diaphragmatica"] = ["diaphragm"],
        ["Left Hilus Pulmonis"] = ["left hilum"],
        ["Right Hilus Pulmonis"] = ["right hilum"],
        ["Aorta"] = ["aortic"],
    };

    /// <summary>The label whose longest name stands in the phrase, word for word; null where none does.</summary>
    public static string? Find(string phrase, IReadOnlyList<string> labels)
    {
        string padded = Padded(phrase);
        return labels
            .SelectMany(static label => Names(label).Select(name => (label, Name: Padded(name))))
            .Where(pair => Stands(padded, pair.Name))
            .OrderByDescending(static pair => pair.Name.Length)
            .Select(static pair => pair.label)
            .FirstOrDefault();
    }

    private static IEnumerable<string> Names(string label) => OtherNames.TryGetValue(label, out string[]? others) ? [label, .. others] : [label];

    /// <summary>A name stands in a phrase also in the plural.</summary>
    private static bool Stands(string phrase, string name) =>
        phrase.Contains(name, StringComparison.Ordinal) || phrase.Contains(name.TrimEnd() + "s ", StringComparison.Ordinal);

    private static string Padded(string text) => $" {NoWord().Replace(text, " ").Trim().ToLowerInvariant()} ";

    [GeneratedRegex("[^A-Za-z]+")]
    private static partial Regex NoWord();
}
