using ClinSeek.Evidence.Tools;
using ClinSeek.Imaging.Models;
using ClinSeek.Imaging.Tests.Testing;
using ClinSeek.Imaging.Tests.Testing.Onnx;

namespace ClinSeek.Imaging.Tests.Models;

/// <summary>A package that is damaged, or a graph that misbehaves, is an outcome with a name: nothing is scored and nothing is lost.</summary>
public sealed class BadModelTests : IDisposable
{
    private static readonly CaseFilms Case = new(("ImagingStudy/a", Fixtures.Film("clear")));

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Classify_NaNOutput_IsRefused() => (await ScoreAsync(Graph(static (graph, input) =>
        graph.Node("Div", [input, graph.Constant("zero", [0f], 1)])))).ShouldStartWith("model runtime unavailable: bad-output: ");

    [Fact]
    public async Task Classify_ScoresOutsideTheirRange_AreRefused() => (await ScoreAsync(Graph(static (graph, input) =>
        graph.Node("Add", [input, graph.Constant("seven", [7f], 1)])))).ShouldStartWith("model runtime unavailable: bad-output: ");

    [Fact]
    public async Task Classify_OtherInputShape_IsRefusedBeforeTheFirstFilm() =>
        (await ScoreAsync(RandomGraph(side: 32))).ShouldStartWith("model runtime unavailable: wrong-shape: ");

    [Fact]
    public async Task Classify_OtherNumberOfScores_IsRefused() =>
        (await ScoreAsync(DropInTests.Flat(3))).ShouldStartWith("model runtime unavailable: wrong-shape: ");

    [Fact]
    public async Task Classify_OpenShapeThatDoesNotFit_IsAnOutcome()
    {
        // The graph leaves its input open and then wants another size of it.
        var graph = new OnnxGraph();
        graph.Input("film", -1, -1, -1, -1).Output("scores", -1, -1);
        graph.Node("Sigmoid", [graph.Node("Reshape", ["film", graph.Constant("shape", [1L, 2])])], "scores");

        (await ScoreAsync(graph.Build())).ShouldStartWith("model runtime unavailable: run-failed: ");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(200)]
    public async Task Classify_CutOffFile_IsCorrupt(int length) =>
        (await ScoreAsync(DropInTests.Flat(2)[..length])).ShouldStartWith("model runtime unavailable: corrupt-graph: ");

    [Fact]
    public async Task Classify_FileOfNoise_IsCorrupt()
    {
        var noise = new byte[4096];
        new Random(3).NextBytes(noise);

        (await ScoreAsync(noise)).ShouldStartWith("model runtime unavailable: corrupt-graph: ");
    }

    [Fact]
    public async Task Classify_UnknownOperator_IsCorrupt() => (await ScoreAsync(Graph(static (graph, input) =>
        graph.Node("NoSuchOperator", [input])))).ShouldStartWith("model runtime unavailable: corrupt-graph: ");

    [Fact]
    public async Task Classify_MissingManifest_IsNamed()
    {
        TestPackage.Write(_folder.Path, DropInTests.Flat(2), "classifier", ["A", "B"], 64);
        File.Delete(Path.Combine(_folder.Path, "model.json"));

        (await CallAsync()).ShouldStartWith("model runtime unavailable: no-package: ");
    }

    [Fact]
    public async Task Classify_WrongHash_IsNamed()
    {
        TestPackage.Write(_folder.Path, DropInTests.Flat(2), "classifier", ["A", "B"], 64);
        File.WriteAllBytes(Path.Combine(_folder.Path, "model.onnx"), DropInTests.Flat(3));

        (await CallAsync()).ShouldStartWith("model runtime unavailable: wrong-hash: ");
    }

    [Fact]
    public async Task Classify_PackageOfAnotherKind_IsNamed()
    {
        TestPackage.Write(_folder.Path, DropInTests.Flat(2), "segmentation", ["A", "B"], 64);

        (await CallAsync()).ShouldStartWith("model runtime unavailable: bad-manifest: ");
    }

    [Fact]
    public async Task Classify_PackageMendedLater_IsUsedWithoutARestart()
    {
        using var models = new ImageModels(new ImagingOptions { Classifier = Path.Combine(_folder.Path, "later") });
        var bench = new ToolBench(Case, models);
        (await bench.CallAsync("chest_xray_classifier", ("image_path", "a"))).Outcome.ShouldBe(ToolOutcome.Failed);

        TestPackage.Write(Path.Combine(_folder.Path, "later"), DropInTests.Flat(2), "classifier", ["A", "B"], 64);

        (await bench.CallAsync("chest_xray_classifier", ("image_path", "a"))).Outcome.ShouldBe(ToolOutcome.Ok);
    }

    /// <summary>Many spoilt copies of a sound graph: each gives scores or an outcome, never anything else.</summary>
    [Fact]
    public void Session_SpoiltGraphs_NeverThrowAnythingElse()
    {
        byte[] sound = DropInTests.Flat(2);
        var random = new Random(11);
        for (int round = 0; round < 60; round++)
        {
            byte[] spoilt = [.. sound];
            for (int change = 0; change <= round % 4; change++) spoilt[random.Next(spoilt.Length)] = (byte)random.Next(256);
            TestPackage.Write(_folder.Path, spoilt, "classifier", ["A", "B"], 64);
            try
            {
                using var session = new ModelSession(ModelPackage.Load(_folder.Path));
                session.Run(Films.Read(Fixtures.Film("clear")).Value!, static buffers => buffers.Scores[0], TestContext.Current.CancellationToken);
            }
            catch (ModelUnavailableException unavailable)
            {
                unavailable.Outcome.ShouldStartWith("model runtime unavailable: ");
            }
        }
    }

    private static byte[] Graph(Func<OnnxGraph, string, string> end)
    {
        var graph = new OnnxGraph();
        graph.Input("film", -1, 1, 64, 64).Output("scores", -1, 2);
        string mean = graph.Node("Flatten", [graph.Node("GlobalAveragePool", ["film"])]);
        string two = graph.Node("Concat", [mean, mean], null, ("axis", 1));
        graph.Node("Identity", [end(graph, graph.Node("Mul", [two, graph.Constant("nothing", [0f], 1)]))], "scores");
        return graph.Build();
    }

    private static byte[] RandomGraph(int side)
    {
        var graph = new OnnxGraph();
        graph.Input("film", 1, 1, side, side).Output("scores", 1, 2);
        string mean = graph.Node("Flatten", [graph.Node("GlobalAveragePool", ["film"])]);
        graph.Node("Sigmoid", [graph.Node("Concat", [mean, mean], null, ("axis", 1))], "scores");
        return graph.Build();
    }

    private Task<string> ScoreAsync(byte[] model)
    {
        TestPackage.Write(_folder.Path, model, "classifier", ["A", "B"], 64);
        return CallAsync();
    }

    private async Task<string> CallAsync()
    {
        using var models = new ImageModels(new ImagingOptions { Classifier = _folder.Path });
        ToolResult result = await new ToolBench(Case, models).CallAsync("chest_xray_classifier", ("image_path", "a"));
        result.Outcome.ShouldBe(ToolOutcome.Failed, result.Text);
        result.Rows.ShouldBeEmpty();
        result.Text.ShouldNotContain(_folder.Path);
        return result.Text;
    }
}
