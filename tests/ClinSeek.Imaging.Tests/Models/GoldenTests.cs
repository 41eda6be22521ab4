using ClinSeek.Imaging.Classification;
using ClinSeek.Imaging.Decoding;
using ClinSeek.Imaging.Models;
using ClinSeek.Imaging.Segmentation;
using ClinSeek.Imaging.Tests.Testing;
using ClinSeek.Imaging.Tests.Testing.Onnx;

namespace ClinSeek.Imaging.Tests.Models;

/// <summary>The C# path against the Python that trained: the same tensor bit for bit, the same scores, masks and maps.</summary>
public sealed class GoldenTests
{
    public static TheoryData<string> AllFilms => [.. Fixtures.Names];

    [Theory]
    [MemberData(nameof(AllFilms))]
    public void Prepare_Film_IsTheReferenceTensorBitForBit(string name) =>
        Prepared(Shipped.Session, name).ShouldBe(Fixtures.Tensor(name));

    [Fact]
    public void Prepare_FilmForTorchxrayvision_IsTheReferenceTensorBitForBit()
    {
        const string name = "pneumothorax-wide";
        using var folder = new TempFolder();
        var graph = new OnnxGraph();
        graph.Input("film", -1, 1, 224, 224).Output("scores", -1, 1);
        graph.Node("Sigmoid", [graph.Node("Flatten", [graph.Node("GlobalAveragePool", ["film"])])], "scores");
        using var session = new ModelSession(ModelPackage.Load(TestPackage.Write(folder.Path, graph.Build(), "classifier", ["A"], 224)));

        Prepared(session, name).ShouldBe(Fixtures.Tensor(name + ".224"));
    }

    [Theory]
    [MemberData(nameof(AllFilms))]
    public void Classify_Film_EqualsTheScoresOfTorch(string name) =>
        Scores(name).ShouldBe(Fixtures.Scores(name), 1e-3);

    [Theory]
    [MemberData(nameof(AllFilms))]
    public void Run_Film_HasItsMapsPeaksWhereTorchHasThem(string name)
    {
        (int height, int width) = Shipped.Session.Plane;
        float[] maps = Shipped.Session.Run(Decoded(name), static buffers => buffers.Results[1].ToArray(), TestContext.Current.CancellationToken);

        foreach ((int label, (int row, int column)) in Fixtures.MapPeaks(name).Index())
        {
            float[] map = maps[(label * height * width)..((label + 1) * height * width)];
            map[(row * width) + column].ShouldBe(map.Max(), 1e-3f);
        }
    }

    [Theory]
    [MemberData(nameof(AllFilms))]
    public void Segment_Film_OutlinesWhatWasDrawn(string name)
    {
        DecodedFilm film = Decoded(name);

        SegmentedFilm segmented = Shipped.Segmenter.Segment(film, TestContext.Current.CancellationToken).Value.ShouldNotBeNull();

        segmented.Structures.Select(static structure => structure.Name).ShouldBe(["Left Lung", "Right Lung", "Heart"]);
        foreach ((Structure structure, int drawn, int torch) in segmented.Structures.Zip(Fixtures.TruthPixels(name), Fixtures.MaskPixels(name)))
        {
            structure.Area.ShouldBe(drawn, drawn * 0.06, structure.Name);
            ((double)structure.Pixels.Count).ShouldBe(torch, 12, structure.Name);
        }

        segmented.Ratio.ShouldNotBeNull().Value.ShouldBe(Fixtures.TruthRatio(name), 0.03);
    }

    [Fact]
    public void Classify_DifferentFilms_GiveDifferentScores()
    {
        double[][] all = [.. Fixtures.Names.Select(Scores)];

        for (int i = 0; i < all.Length; i++)
        {
            for (int j = i + 1; j < all.Length; j++) all[i].Zip(all[j]).Max(pair => Math.Abs(pair.First - pair.Second)).ShouldBeGreaterThan(0.1);
        }
    }

    [Theory]
    [InlineData("clear", "")]
    [InlineData("effusion-cardiomegaly", "Cardiomegaly Effusion")]
    [InlineData("pneumothorax-wide", "Pneumothorax")]
    public void Classify_Film_PutsItsOwnFindingsAboveTheOperatingPoint(string name, string findings) =>
        string.Join(' ', Read(name).Findings.Where(score => score.IsAbove).Select(score => score.Finding)).ShouldBe(findings);

    private static float[] Prepared(ModelSession session, string name)
    {
        using var buffers = session.Take();
        session.Prepare(Decoded(name), buffers);
        return [.. buffers.Film];
    }

    private static DecodedFilm Decoded(string name) => Films.Read(Fixtures.Film(name)).Value.ShouldNotBeNull();

    private static FilmReading Read(string name) =>
        Shipped.Classifier.Classify(Fixtures.Film(name), TestContext.Current.CancellationToken).Value.ShouldNotBeNull();

    private static double[] Scores(string name) => [.. Read(name).Findings.Select(score => score.Score)];
}
