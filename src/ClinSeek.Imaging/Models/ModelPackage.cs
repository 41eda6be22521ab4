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
    private const string TakeAgain = "Take the package from its source again.";

    private static readonly JsonSerializerOptions Strict = new(EvidenceJson.Options) { RespectNullableAnnotations = true };

    /// <summary>The form of model.json; 1.</summary>
    public required int FormatVersion { get; init; }

    /// <summary>What the model is for; a classifier where model.json does not say.</summary>
    public ModelKind Kind { get; init; }

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

    /// <summary>A classifier's class-activation maps, or null where its graph does not give them.</summary>
    public ModelMaps? Maps { get; init; }

    /// <summary>The outputs in order.</summary>
    public required IReadOnlyList<ModelLabel> Labels { get; init; }

    /// <summary>The folder that the package was loaded from.</summary>
    [JsonIgnore]
    public string Folder { get; private init; } = string.Empty;

    /// <summary>The ONNX file's bytes, whose digest is <see cref="Sha256"/>.</summary>
    [JsonIgnore]
    public ReadOnlyMemory<byte> Model { get; private init; }

    /// <summary>Where the classifier that comes with the program is: <c>models/phantom-classifier</c> beside it.</summary>
    public static string ShippedFolder => Shipped("phantom-classifier");

    /// <summary>Where a package that comes with the program is.</summary>
    public static string Shipped(string name) => Path.Combine(AppContext.BaseDirectory, "models", name);

    /// <summary>Loads and checks a package.</summary>
    /// <exception cref="ModelUnavailableException">A file is missing, changed or not understood; the message has the remedy.</exception>
    public static ModelPackage Load(string folder)
    {
        ModelPackage package = ReadManifest(folder);
        if (ModelPackageRules.Problem(package) is { } problem)
        {
            throw new ModelUnavailableException(ModelProblem.BadManifest, $"{ManifestName} of the model package is wrong: {problem}. Correct it or take the package from its source again.");
        }

        byte[] model = ReadFile(folder, package.File, LargestModel);
        if (!string.Equals(Convert.ToHexStringLower(SHA256.HashData(model)), package.Sha256, StringComparison.Ordinal))
        {
            throw new ModelUnavailableException(ModelProblem.WrongHash, $"{package.File} of model {package.Name} {package.Version} is not the file that {ManifestName} names by its sha256. {TakeAgain}");
        }

        return package with { Folder = folder, Model = model };
    }

    /// <summary>The same, for a place that takes one kind of model only.</summary>
    /// <exception cref="ModelUnavailableException">As for the other; and the model is of another kind.</exception>
    public static ModelPackage Load(string folder, ModelKind kind)
    {
        ModelPackage package = Load(folder);
        return package.Kind == kind
            ? package
            : throw new ModelUnavailableException(ModelProblem.BadManifest, $"model {package.Name} {package.Version} is of kind {package.Kind.ToString().ToLowerInvariant()}, and {kind.ToString().ToLowerInvariant()} is needed here. Set the folder of another package.");
    }

    private static ModelPackage ReadManifest(string folder)
    {
        byte[] manifest = ReadFile(folder, ManifestName, 1024 * 1024);
        try
        {
            return JsonSerializer.Deserialize<ModelPackage>(manifest, Strict)
                ?? throw new ModelUnavailableException(ModelProblem.BadManifest, $"{ManifestName} is empty. {TakeAgain}");
        }
        catch (JsonException exception)
        {
            throw new ModelUnavailableException(ModelProblem.BadManifest, $"{ManifestName} of the model package cannot be read: {exception.Message} Correct it or take the package from its source again.", exception);
        }
    }

    private static byte[] ReadFile(string folder, string name, int largest)
    {
        var file = new FileInfo(Path.Combine(folder, name));
        if (!file.Exists)
        {
            throw new ModelUnavailableException(ModelProblem.NoPackage, $"the model package has no file {name}. Put the package's folder beside the program, or set the folder that holds it.");
        }

        if (file.Length > largest)
        {
            throw new ModelUnavailableException(ModelProblem.BadManifest, $"{name} has {file.Length >> 20} MB, more than {largest >> 20}. Use a smaller model.");
        }

        try
        {
            return System.IO.File.ReadAllBytes(file.FullName);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelUnavailableException(ModelProblem.NoPackage, $"{name} of the model package cannot be read. Let the program's user read the package's folder.", exception);
        }
    }
}
