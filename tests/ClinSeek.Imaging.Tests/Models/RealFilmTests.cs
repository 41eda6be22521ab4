using ClinSeek.Imaging.Decoding;
using ClinSeek.Imaging.Gates;
using ClinSeek.Imaging.Models;
using ClinSeek.Imaging.Tests.Testing;

namespace ClinSeek.Imaging.Tests.Models;

/// <summary>Real chest films, none of which any shipped model has seen: they are no one's to score here, but they must not be taken for something else, nor for each other.</summary>
[Trait("Category", "SharedData")]
public sealed class RealFilmTests
{
    /// <summary>Small films, so that some hundred fit into a test; enlarged as any film is.</summary>
    private static IEnumerable<string> Paths => Directory.EnumerateFiles(SharedData.At("cxr/nih1000-64px"), "*.png", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    [Fact]
    public void Classify_TwoDifferentFilms_NeverGetTheSameScores()
    {
        if (!SharedData.IsPresent) Assert.Skip(SharedData.Skipped);
        var seen = new Dictionary<string, string>();
        foreach (string path in Paths)
        {
            string scores = string.Join(' ', Shipped.Classifier.Classify(File.ReadAllBytes(path), TestContext.Current.CancellationToken).Value.ShouldNotBeNull(path).Findings.Select(static finding => finding.Score));
            seen.TryAdd(scores, path).ShouldBeTrue($"{Path.GetFileName(path)} and {Path.GetFileName(seen.GetValueOrDefault(scores))} got the same scores");
        }

        seen.Count.ShouldBeGreaterThan(700);
    }

    [Fact]
    public void ViewGate_RealChestFilms_AreHardlyEverRefused()
    {
        if (!SharedData.IsPresent) Assert.Skip(SharedData.Skipped);
        using var session = new ModelSession(ModelPackage.Load(ModelPackage.Shipped("phantom-view"), ModelKind.View));
        var gate = new ViewGate(session);
        (int refused, int all) = (0, 0);
        foreach (string path in Paths.Concat(Directory.EnumerateFiles(SharedData.At("cxr/nih-chestxray14"), "*.png")))
        {
            DecodedFilm film = Films.Read(File.ReadAllBytes(path)).Value.ShouldNotBeNull(path);
            all++;
            if (gate.Check(film, [], TestContext.Current.CancellationToken) is not null) refused++;
        }

        TestContext.Current.SendDiagnosticMessage("{0} of {1} refused", refused, all);
        ((double)refused / all).ShouldBeLessThan(0.01);
    }
}
