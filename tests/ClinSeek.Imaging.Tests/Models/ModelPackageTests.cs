using System.Text.Json;
using System.Text.Json.Nodes;
using ClinSeek.Imaging.Models;
using ClinSeek.Imaging.Tests.Testing;

namespace ClinSeek.Imaging.Tests.Models;

public sealed class ModelPackageTests
{
    [Fact]
    public void Load_ShippedPackage_IsWhatTheRestCountsOn()
    {
        ModelPackage package = ModelPackage.Load(ModelPackage.ShippedFolder);

        package.Labels.Select(label => label.Finding).ShouldBe(["Cardiomegaly", "Effusion", "Pneumothorax", "Consolidation", "Nodule"]);
        package.Maps.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("Cardiomegaly")]
    [InlineData("Effusion")]
    [InlineData("Pneumothorax")]
    [InlineData("Consolidation")]
    [InlineData("Nodule")]
    public void Load_ShippedClassifier_ReportsAnAucOnHeldOutFilms(string finding)
    {
        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(ModelPackage.ShippedFolder, "model.json")));

        JsonElement result = manifest.RootElement.GetProperty("training").GetProperty("heldOut").GetProperty("all").EnumerateArray()
            .Single(one => one.GetProperty("finding").GetString() == finding);

        result.GetProperty("auc").GetDouble().ShouldBeGreaterThanOrEqualTo(0.97);
        result.GetProperty("positives").GetInt32().ShouldBeGreaterThan(300);
    }

    [Fact]
    public void Load_ShippedSegmentation_ReportsItsOverlapOnHeldOutFilms()
    {
        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(ModelPackage.Shipped("phantom-segmentation"), "model.json")));

        JsonElement heldOut = manifest.RootElement.GetProperty("training").GetProperty("heldOut");
        double[] Dice(string films) => [.. heldOut.GetProperty(films).GetProperty("dice").EnumerateObject().Select(static one => one.Value.GetDouble())];

        heldOut.GetProperty("all").GetProperty("dice").EnumerateObject().Select(static one => one.Name).ShouldBe(["Left Lung", "Right Lung", "Heart"]);
        Dice("plain").ShouldAllBe(static overlap => overlap >= 0.98);
        Dice("all").ShouldAllBe(static overlap => overlap >= 0.97);
        Dice("all").Average().ShouldBeGreaterThanOrEqualTo(0.98);
    }

    [Theory]
    [InlineData("phantom-classifier", ModelKind.Classifier)]
    [InlineData("phantom-segmentation", ModelKind.Segmentation)]
    [InlineData("phantom-view", ModelKind.View)]
    public void Load_EveryShippedPackage_IsWholeAndSaysWhatItIs(string name, ModelKind kind)
    {
        ModelPackage package = ModelPackage.Load(ModelPackage.Shipped(name), kind);

        package.Name.ShouldBe(name);
        package.Notice.ShouldBe("trained on synthetic phantoms; not for real films");
        package.Licence.ShouldBe("Apache-2.0");
        package.Model.Length.ShouldBeLessThan(2 * 1024 * 1024);
        File.ReadAllText(Path.Combine(package.Folder, package.Card)).ShouldContain("not for real films");
    }

    [Fact]
    public void Load_ChangedModelFile_IsRefused()
    {
        using var folder = new TempFolder();
        Shipped.CopyTo(folder.Path);
        string file = Path.Combine(folder.Path, "model.onnx");
        byte[] model = File.ReadAllBytes(file);
        model[^1] ^= 1;
        File.WriteAllBytes(file, model);

        Should.Throw<ModelUnavailableException>(() => ModelPackage.Load(folder.Path)).Message.ShouldContain("sha256");
    }

    [Theory]
    [InlineData("model.json")]
    [InlineData("model.onnx")]
    public void Load_MissingFile_IsNamed(string name)
    {
        using var folder = new TempFolder();
        Shipped.CopyTo(folder.Path);
        File.Delete(Path.Combine(folder.Path, name));

        Should.Throw<ModelUnavailableException>(() => ModelPackage.Load(folder.Path)).Message.ShouldContain(name);
    }

    [Fact]
    public void Load_MissingFolder_IsUnavailable() =>
        Should.Throw<ModelUnavailableException>(() => ModelPackage.Load(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName())));

    [Theory]
    [InlineData("formatVersion", "2", "formatVersion")]
    [InlineData("file", "\"../model.onnx\"", "plain names")]
    [InlineData("sha256", "\"12\"", "sha256")]
    [InlineData("labels", "[]", "labels")]
    [InlineData("labels", "null", "labels")]
    [InlineData("labels", "[{\"finding\":\"A\",\"operatingPoint\":1.5}]", "operating point")]
    [InlineData("labels", "[{\"finding\":\"A\",\"operatingPoint\":0.5},{\"finding\":\"A\",\"operatingPoint\":0.5}]", "twice")]
    [InlineData("input", "{\"name\":\"film\",\"width\":128,\"height\":128,\"fit\":\"pad\",\"normalisation\":{\"kind\":\"linear\"}}", "fit")]
    [InlineData("input", "{\"name\":\"film\",\"width\":4,\"height\":128,\"fit\":\"stretch\",\"normalisation\":{\"kind\":\"linear\"}}", "width")]
    [InlineData("input", "{\"name\":\"film\",\"width\":128,\"height\":128,\"fit\":\"stretch\",\"normalisation\":{\"kind\":\"standard-score\"}}", "epsilon")]
    [InlineData("input", "{\"name\":\"film\",\"width\":64,\"height\":64,\"channels\":2,\"fit\":\"stretch\",\"normalisation\":{\"kind\":\"linear\"}}", "channels")]
    [InlineData("output", "{\"name\":\"scores\",\"activation\":\"softmax\"}", "activation")]
    [InlineData("maps", "{\"name\":\"maps\",\"threshold\":2}", "threshold")]
    [InlineData("kind", "\"view\"", "maps")]
    [InlineData("kind", "\"report\"", "model.json")]
    [InlineData("labels", "[{\"finding\":\" \",\"operatingPoint\":0.5}]", "no name")]
    [InlineData("name", "null", "model.json")]
    public void Load_WrongManifest_SaysWhatIsWrong(string property, string json, string said)
    {
        using var folder = new TempFolder();
        Shipped.CopyTo(folder.Path);
        Change(folder.Path, manifest => manifest[property] = JsonNode.Parse(json));

        Should.Throw<ModelUnavailableException>(() => ModelPackage.Load(folder.Path)).Message.ShouldContain(said);
    }

    [Fact]
    public void Classifier_GraphWithoutTheNamedInput_IsUnavailable()
    {
        using var folder = new TempFolder();
        Shipped.CopyTo(folder.Path);
        Change(folder.Path, manifest => manifest["input"]!["name"] = "image");

        Should.Throw<ModelUnavailableException>(() => new ModelSession(ModelPackage.Load(folder.Path))).Message.ShouldContain("no input image");
    }

    [Fact]
    public void Classifier_GraphWithOtherLabels_IsUnavailable()
    {
        using var folder = new TempFolder();
        Shipped.CopyTo(folder.Path);
        Change(folder.Path, manifest => manifest["labels"]!.AsArray().RemoveAt(0));

        Should.Throw<ModelUnavailableException>(() => new ModelSession(ModelPackage.Load(folder.Path))).Message.ShouldContain("labels");
    }

    [Fact]
    public void Classifier_FileThatIsNoModel_IsUnavailable()
    {
        using var folder = new TempFolder();
        Shipped.CopyTo(folder.Path);
        byte[] garbage = [1, 2, 3, 4];
        File.WriteAllBytes(Path.Combine(folder.Path, "model.onnx"), garbage);
        Change(folder.Path, manifest => manifest["sha256"] = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(garbage)));

        Should.Throw<ModelUnavailableException>(() => new ModelSession(ModelPackage.Load(folder.Path)));
    }

    private static void Change(string folder, Action<JsonNode> change)
    {
        string file = Path.Combine(folder, "model.json");
        JsonNode manifest = JsonNode.Parse(File.ReadAllText(file))!;
        change(manifest);
        File.WriteAllText(file, manifest.ToJsonString());
    }
}
