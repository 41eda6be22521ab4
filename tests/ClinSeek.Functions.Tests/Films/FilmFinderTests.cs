using ClinSeek.Ehr.Database;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Tests.Testing;

namespace ClinSeek.Functions.Tests.Films;

public sealed class FilmFinderTests
{
    private static readonly StudyListing Study = new("ImagingStudy/a", "2.25.5", []);

    [Fact]
    public async Task Find_SeveralViews_TakesTheFrontalOne()
    {
        using var folder = new TemporaryFolder();
        byte[] frontal = SmallFilm.Write("2.25.5", "PA");
        File.WriteAllBytes(folder["a.dcm"], SmallFilm.Write("2.25.5", "LL"));
        File.WriteAllBytes(folder["b.dcm"], frontal);
        File.WriteAllBytes(folder["c.dcm"], SmallFilm.Write("2.25.5", "AP"));

        IReadOnlyList<(string Study, byte[] Content)> found = await FilmFinder.FindAsync(folder.Path, [Study], TestContext.Current.CancellationToken);

        found.ShouldHaveSingleItem().Content.ShouldBe(frontal);
    }

    [Fact]
    public async Task Find_GarbageAndOthersFilms_ArePassedOver()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["a.dcm"], [1, 2, 3]);
        File.WriteAllBytes(folder["b.dcm"], SmallFilm.Write("2.25.6"));

        (await FilmFinder.FindAsync(folder.Path, [Study], TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }
}
