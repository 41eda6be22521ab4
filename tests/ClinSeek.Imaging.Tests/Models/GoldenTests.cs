using ClinSeek.Imaging.Decoding;
using ClinSeek.Imaging.Models;
using ClinSeek.Imaging.Tests.Testing;

namespace ClinSeek.Imaging.Tests.Models;

/// <summary>The C# path against the Python that trained: same tensor, same scores.</summary>
public sealed class GoldenTests
{
    public static TheoryData<string> Films => [.. Fixtures.Names];

    [Theory]
    [MemberData(nameof(Films))]
    public void Prepare_Film_EqualsTheTrainingTensor(string name)
    {
        using var buffers = new InferenceBuffers(Shipped.Classifier.Package.Input, Shipped.Classifier.Package.Labels.Count);
        float[] expected = Fixtures.Tensor(name);

        Shipped.Classifier.Prepare(Testing.Films.Read(Fixtures.Film(name)).Value.ShouldNotBeNull(), buffers);

        buffers.Film.Length.ShouldBe(expected.Length);
        buffers.Film.Zip(expected).Max(pair => Math.Abs(pair.First - pair.Second)).ShouldBeLessThan(1e-4f);
    }

    [Theory]
    [MemberData(nameof(Films))]
    public void Classify_Film_EqualsTheScoresOfTorch(string name) =>
        Scores(name).ShouldBe(Fixtures.Scores(name), 1e-3);

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

    private static FilmReading Read(string name) =>
        Shipped.Classifier.Classify(Fixtures.Film(name), TestContext.Current.CancellationToken).Value.ShouldNotBeNull();

    private static double[] Scores(string name) => [.. Read(name).Findings.Select(score => score.Score)];
}
