using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Models;
using ClinSeek.Reasoning;

namespace ClinSeek.Functions.Tests.Models;

public sealed class FilmPictureCacheTests
{
    private static readonly CaseId One = CaseId.Parse("one");

    [Fact]
    public async Task Read_SameFilmOfACase_IsDrawnOnce()
    {
        using var cache = new FilmPictureCache();
        int drawn = 0;
        ValueTask<FilmPicture?> Draw()
        {
            drawn++;
            return new(new FilmPicture("ImagingStudy/x", "image/png", new byte[] { 1, 2, 3 }));
        }

        FilmPicture first = (await cache.ReadAsync(One, "ImagingStudy/x", Draw))!;
        (await cache.ReadAsync(One, "ImagingStudy/x", Draw)).ShouldBeSameAs(first);
        drawn.ShouldBe(1);

        await cache.ReadAsync(One, "ImagingStudy/y", Draw);
        await cache.ReadAsync(CaseId.Parse("two"), "ImagingStudy/x", Draw);
        drawn.ShouldBe(3, "films of other studies and cases are others");
    }

    [Fact]
    public async Task Read_FilmThatCannotBeDrawnOrIsTooLarge_IsTriedAgain()
    {
        using var cache = new FilmPictureCache();
        int tries = 0;

        for (int time = 0; time < 2; time++)
        {
            (await cache.ReadAsync(One, "none", () => Count(null))).ShouldBeNull();
            (await cache.ReadAsync(One, "huge", () => Count(new FilmPicture("huge", "image/png", new byte[65 << 20])))).ShouldNotBeNull();
        }

        tries.ShouldBe(4);

        ValueTask<FilmPicture?> Count(FilmPicture? picture)
        {
            tries++;
            return new(picture);
        }
    }
}
