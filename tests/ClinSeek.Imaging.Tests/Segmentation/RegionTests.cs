using ClinSeek.Imaging.Models;
using ClinSeek.Imaging.Segmentation;

namespace ClinSeek.Imaging.Tests.Segmentation;

public sealed class RegionTests
{
    [Fact]
    public void Find_PartsThatTouchAtCornersOrAcrossTheEdge_AreApart()
    {
        bool[] set = Plane(
            "##..#",
            "##.#.",
            "#...#");

        IReadOnlyList<Region> regions = Region.Find(set, 5);

        regions.Select(static region => region.Pixels.Count).ShouldBe([5, 1, 1, 1]);
        regions[0].Box.ShouldBe(new FilmBox(0, 0, 2, 3));
    }

    [Fact]
    public void Find_Nothing_IsEmpty() => Region.Find(new bool[12], 4).ShouldBeEmpty();

    [Fact]
    public void Find_WholePlane_IsOneHoweverLarge()
    {
        bool[] all = [.. Enumerable.Repeat(true, 512 * 512)];

        Region.Find(all, 512).ShouldHaveSingleItem().Pixels.Count.ShouldBe(all.Length);
    }

    private static bool[] Plane(params string[] rows) => [.. string.Concat(rows).Select(static mark => mark == '#')];
}
