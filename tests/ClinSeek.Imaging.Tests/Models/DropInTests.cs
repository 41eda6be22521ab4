using ClinSeek.Evidence.Tools;
using ClinSeek.Imaging.Models;
using ClinSeek.Imaging.Tests.Testing;
using ClinSeek.Imaging.Tests.Testing.Onnx;

namespace ClinSeek.Imaging.Tests.Models;

/// <summary>Packages of the shapes that torchxrayvision exports take the place of the shipped ones without a change of code.</summary>
public sealed class DropInTests : IDisposable
{
    private static readonly CaseFilms Case = new(("ImagingStudy/a", Fixtures.Film("clear")), ("ImagingStudy/b", Fixtures.Film("effusion-cardiomegaly")));

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Classifier_DenseNet121WithMaps_ScoresEighteenFindingsAndGroundsThem()
    {
        string folder = TestPackage.Write(_folder.Path, RandomNetworks.DenseNet121(18, maps: true), "classifier", TestPackage.Pathologies, 224, maps: true, operatingPoint: 1e-30);
        using var models = new ImageModels(new ImagingOptions { Classifier = folder });
        var bench = new ToolBench(Case, models);

        ToolResult one = await bench.CallAsync("chest_xray_classifier", ("image_path", "ImagingStudy/a"));
        ToolResult other = await bench.CallAsync("chest_xray_classifier", ("image_path", "ImagingStudy/b"));
        ToolResult place = await bench.CallAsync("xray_phrase_grounding", ("image_path", "ImagingStudy/a"), ("phrase", "pleural thickening"));

        one.Outcome.ShouldBe(ToolOutcome.Ok, one.Text);
        one.Rows.Select(static row => row.GetProperty("finding").GetString()).ShouldBe(TestPackage.Pathologies);
        one.Rows.Select(Score).ShouldNotBe(other.Rows.Select(Score));
        place.Outcome.ShouldBeOneOf(ToolOutcome.Ok, ToolOutcome.Empty);
        place.Schema.ShouldBe(ToolSchemas.ImagePlaces);
        static double Score(System.Text.Json.JsonElement row) => row.GetProperty("score").GetDouble();
    }

    [Fact]
    public async Task Classifier_WithoutMapsAndOperatingPoints_ScoresAndNamesWhatItCannotDo()
    {
        string folder = TestPackage.Write(_folder.Path, Flat(3), "classifier", ["Effusion", "Mass", "Hernia"], 64, operatingPoint: null);
        using var models = new ImageModels(new ImagingOptions { Classifier = folder });
        var bench = new ToolBench(Case, models);

        ToolResult scores = await bench.CallAsync("chest_xray_classifier", ("image_path", "a"));
        ToolResult place = await bench.CallAsync("xray_phrase_grounding", ("image_path", "a"), ("phrase", "effusion"));
        ToolResult report = await bench.CallAsync("chest_xray_report_generator", ("image_path", "a"));

        scores.Rows.Select(static row => row.GetProperty("position").GetString()).ShouldAllBe(static position => position == "not rated");
        place.Outcome.ShouldBe(ToolOutcome.Failed);
        place.Text.ShouldStartWith("no-maps: ");
        report.Text.ShouldContain("not rated: Effusion, Mass, Hernia");
    }

    [Fact]
    public async Task Segmentation_PspNetOfLogits_MeasuresTheStructuresAskedFor()
    {
        string folder = TestPackage.Write(_folder.Path, RandomNetworks.PspNet(14, 128), "segmentation", TestPackage.Structures, 128, "masks", "sigmoid");
        using var models = new ImageModels(new ImagingOptions { Segmentation = folder });
        var bench = new ToolBench(Case, models);

        ToolResult all = await bench.CallAsync("chest_xray_segmentation", ("image_path", "a"));
        ToolResult some = await bench.CallAsync("chest_xray_segmentation", ("image_path", "a"), ("organs", "heart, aorta"));
        ToolResult unknown = await bench.CallAsync("chest_xray_segmentation", ("image_path", "a"), ("organs", "liver"));

        all.Outcome.ShouldBe(ToolOutcome.Ok, all.Text);
        Names(all).ShouldBeSubsetOf(TestPackage.Structures);
        Names(all).Length.ShouldBeGreaterThan(3);
        Names(some).ShouldBeSubsetOf(["Heart", "Aorta"]);
        unknown.Outcome.ShouldBe(ToolOutcome.Failed);
        unknown.Text.ShouldContain("Facies Diaphragmatica");
        static string[] Names(ToolResult result) => [.. result.Rows.Where(static row => row.TryGetProperty("structure", out _)).Select(static row => row.GetProperty("structure").GetString()!)];
    }

    [Fact]
    public void Session_ThreeChannels_GetsTheFilmThreeTimes()
    {
        var graph = new OnnxGraph();
        graph.Input("film", 1, 3, 64, 64).Output("scores", 1, 3);
        graph.Node("Sigmoid", [graph.Node("Flatten", [graph.Node("GlobalAveragePool", ["film"])])], "scores");
        string folder = TestPackage.Write(_folder.Path, graph.Build(), "classifier", ["A", "B", "C"], 64);
        string manifest = Path.Combine(folder, "model.json");
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace("\"width\":64", "\"channels\":3,\"width\":64", StringComparison.Ordinal));
        using var session = new ModelSession(ModelPackage.Load(folder));

        float[] scores = session.Run(Films.Read(Fixtures.Film("clear")).Value!, static buffers => buffers.Scores.ToArray(), TestContext.Current.CancellationToken);

        scores[1].ShouldBe(scores[0]);
        scores[2].ShouldBe(scores[0]);
    }

    /// <summary>One score a label from the film's mean.</summary>
    internal static byte[] Flat(int labels)
    {
        var graph = new OnnxGraph();
        graph.Input("film", -1, 1, 64, 64).Output("scores", -1, labels);
        string weights = graph.Constant("weights", [.. Enumerable.Range(1, labels).Select(static i => i * 1e-3f)], labels, 1);
        string mean = graph.Node("Flatten", [graph.Node("GlobalAveragePool", ["film"])]);
        graph.Node("Sigmoid", [graph.Node("Gemm", [mean, weights], null, ("transB", 1))], "scores");
        return graph.Build();
    }
}
