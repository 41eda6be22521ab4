using ClinSeek.Imaging.Models;
using ClinSeek.Imaging.Segmentation;

namespace ClinSeek.Imaging.Tests.Segmentation;

public sealed class CardiothoracicRatioTests
{
    private static readonly Structure Right = Structure("Right Lung", 10, 45);
    private static readonly Structure Left = Structure("Left Lung", 55, 90);
    private static readonly Structure Heart = Structure("Heart", 35, 75);

    [Fact]
    public void Of_ChestWithHeart_IsHeartOverThorax() => CardiothoracicRatio.Of([Right, Left, Heart]).ShouldNotBeNull().Value.ShouldBe(0.5);

    [Fact]
    public void Of_WithoutHeartOrALung_IsNotTold()
    {
        CardiothoracicRatio.Of([Right, Left]).ShouldBeNull();
        CardiothoracicRatio.Of([Left, Heart]).ShouldBeNull();
        CardiothoracicRatio.Of([Right, Heart]).ShouldBeNull();
    }

    [Fact]
    public void Of_PartsThatDoNotLieLikeAChest_IsNotTold()
    {
        CardiothoracicRatio.Of([Right with { Name = "Left Lung" }, Left with { Name = "Right Lung" }, Heart]).ShouldBeNull("the sides are exchanged");
        CardiothoracicRatio.Of([Right, Left, Structure("Heart", 0, 100)]).ShouldBeNull("the heart is wider than the chest");
        CardiothoracicRatio.Of([Right, Left, Structure("Heart", 92, 99)]).ShouldBeNull("the heart lies outside");
    }

    private static Structure Structure(string name, double from, double to) => new(name, 100, new FilmBox(from, 10, to, 90), (from + to) / 2, 50, 0.5, 0.1, 0.9);
}
