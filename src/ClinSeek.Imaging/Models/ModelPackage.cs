using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using ClinSeek.Evidence;

namespace ClinSeek.Imaging.Models;

/// <summary>
/// A folder with <c>model.json</c>, the ONNX file it names and a model card. The file's SHA-256 is checked when it is loaded,
/// and the checked bytes are those that run.
/// </summary>
public sealed record ModelPackage
{
    /// <summary>The file every package folder holds.</summary>
    public const string ManifestName = "model.json";

    private const int LargestModel = 512 * 1024 * 1024;

    private static readonly JsonSerializerOptions Strict = new(EvidenceJson.Options) { RespectNullableAnnotations = true };

    /// <summary>The form of model.json; 1.</summary>
    public required int FormatVersion { get; init; }

    /// <summary>The model's name, as results cite it.</summary>
    public required string Name { get; init; }

    /// <summary>The model's version, as results cite it.</summary>
    public required string Version { get; init; }

    /// <summary>What every result says beside its scores, such as what the model was trained on.</summary>
    public required string Notice { get; init; }

    /// <summary>SPDX licence of the weights.</summary>
    public required string Licence { get; init; }

    /// <summary>The model card's file name.</summary>
    public required string Card { get; init; }

    /// <summary>The ONNX file's name.</summary>
    public required string File { get; init; }

    /// <summary>SHA-256 of the ONNX file, lower-case hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>DICOM modalities the model reads.</summary>
    public required IReadOnlyList<string> Modalities { get; init; }

    /// <summary>The input tensor and how it is made.</summary>
    public required ModelInput Input { get; init; }

    /// <summary>The output tensor.</summary>
    public required ModelOutput Output { get; init; }

    /// <summary>The outputs in order.</summary>
    public required IReadOnlyList<ModelLabel> Labels { get; init; }

    /// <summary>The folder that the package was loaded from.</summary>
    [JsonIgnore]
    public string Folder { get; private init; } = string.Empty;

    /// <summary>The ONNX file's bytes, whose digest is <see cref="Sha256"/>.</summary>
    [JsonIgnore]
    public ReadOnlyMemory<byte> Model { get; private init; }

    /// <summary>Where the package that comes with the program is: <c>models/phantom-classifier</c> beside it.</summary>
    public static string ShippedFolder => Path.Combine(AppContext.BaseDirectory, "models", "phantom-classifier");

    /// <summary>Loads and checks a package.</summary>
    /// <exception cref="ModelUnavailableException">A file is missing, changed or not understood; the message has the remedy.</exception>
    public static ModelPackage Load(string folder)
    {
        ModelPackage package = ReadManifest(folder);
        if (package.Problem() is { } problem)
        {
            throw new ModelUnavailableException($"{ManifestName} of the model package is wrong: {problem}. Correct it or take the package from its source again.");
        }

        byte[] model = ReadFile(folder, package.File, LargestModel);
        if (!string.Equals(Convert.ToHexStringLower(SHA256.HashData(model)), package.Sha256, StringComparison.Ordinal))
        {
            throw new ModelUnavailableException($"{package.File} of model {package.Name} {package.Version} is not the file that {ManifestName} names by its sha256. Take the package from its source again.");
        }

        return package with { Folder = folder, Model = model };
    }

    private static ModelPackage ReadManifest(string folder)
    {
        byte[] manifest = ReadFile(folder, ManifestName, 1024 * 1024);
        try
        {
            return JsonSerializer.Deserialize<ModelPackage>(manifest, Strict)
                ?? throw new ModelUnavailableException($"{ManifestName} is empty. Take the package from its source again.");
        }
        catch (JsonException exception)
        {
            throw new ModelUnavailableException($"{ManifestName} of the model package cannot be read: {exception.Message} Correct it or take the package from its source again.", exception);
        }
    }

    private static byte[] ReadFile(string folder, string name, int largest)
    {
        var file = new FileInfo(Path.Combine(folder, name));
        if (!file.Exists)
        {
            throw new ModelUnavailableException($"the model package has no file {name}. Put the package's folder beside the program, or set the folder that holds it.");
        }

        return file.Length <= largest
            ? System.IO.File.ReadAllBytes(file.FullName)
            : throw new ModelUnavailableException($"{name} has {file.Length >> 20} MB, more than {largest >> 20}. Use a smaller model.");
    }

    private string? Problem()
    {
        if (FormatVersion != 1) return $"formatVersion is {FormatVersion}, and 1 is understood";
        if (File != Path.GetFileName(File) || Card != Path.GetFileName(Card)) return "file and card are plain names in the package's own folder";
        if (Sha256.Length != 64) return "sha256 has not 64 digits";
        if (Input.Width is < 16 or > 2048 || Input.Height is < 16 or > 2048) return "input width and height are 16 to 2048";
        if (Input.Fit is not ("centre-crop" or "stretch")) return "input fit is centre-crop or stretch";
        if (!Input.Normalisation.IsValid) return "normalisation is standard-score with an epsilon above 0, or linear with a deviation other than 0";
        if (Labels.Count == 0 || Labels.DistinctBy(label => label.Finding).Count() != Labels.Count) return "labels are missing or named twice";
        return Labels.FirstOrDefault(label => label.OperatingPoint is not (> 0 and < 1)) is { } odd
            ? $"the operating point of {odd.Finding} is not between 0 and 1"
            : null;
    }
}
