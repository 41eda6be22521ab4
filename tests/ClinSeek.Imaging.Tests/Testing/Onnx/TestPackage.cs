using System.Security.Cryptography;
using System.Text.Json;

namespace ClinSeek.Imaging.Tests.Testing.Onnx;

/// <summary>Writes a model package around an ONNX file.</summary>
internal static class TestPackage
{
    /// <summary>The 18 names of torchxrayvision's classifiers.</summary>
    public static readonly string[] Pathologies =
    [
        "Atelectasis", "Consolidation", "Infiltration", "Pneumothorax", "Edema", "Emphysema", "Fibrosis", "Effusion", "Pneumonia", "Pleural_Thickening",
        "Cardiomegaly", "Nodule", "Mass", "Hernia", "Lung Lesion", "Fracture", "Lung Opacity", "Enlarged Cardiomediastinum",
    ];

    /// <summary>The 14 names of its segmentation.</summary>
    public static readonly string[] Structures =
    [
        "Left Clavicle", "Right Clavicle", "Left Scapula", "Right Scapula", "Left Lung", "Right Lung", "Left Hilus Pulmonis", "Right Hilus Pulmonis",
        "Heart", "Aorta", "Facies Diaphragmatica", "Mediastinum", "Weasand", "Spine",
    ];

    /// <summary>A folder with model.json and model.onnx.</summary>
    public static string Write(
        string folder, byte[] model, string kind, IEnumerable<string> labels, int side, string output = "scores",
        string activation = "none", bool maps = false, double? operatingPoint = 0.5)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, "model.onnx"), model);
        var manifest = new
        {
            formatVersion = 1,
            kind,
            name = "random",
            version = "1",
            notice = "random weights; means nothing",
            licence = "Apache-2.0",
            card = "MODEL_CARD.md",
            file = "model.onnx",
            sha256 = Convert.ToHexStringLower(SHA256.HashData(model)),
            modalities = (string[])["CR", "DX"],
            input = new { name = "film", width = side, height = side, fit = "centre-crop", normalisation = new { kind = "linear", mean = 0.5, deviation = 1.0 / 2048 } },
            output = new { name = output, activation },
            maps = maps ? new { name = "maps", threshold = 0.5 } : null,
            labels = labels.Select(label => new { finding = label, operatingPoint }),
        };
        File.WriteAllText(Path.Combine(folder, "model.json"), JsonSerializer.Serialize(manifest));
        return folder;
    }
}
