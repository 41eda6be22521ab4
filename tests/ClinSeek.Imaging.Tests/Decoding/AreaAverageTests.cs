using ClinSeek.Imaging.Decoding;
using ClinSeek.Imaging.Tests.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace ClinSeek.Imaging.Tests.Decoding;

public sealed class AreaAverageTests
{
    [Fact]
    public void Resample_Halves_AveragesFours() =>
        Resampled(FilmBuilder.Film(2, 4, 0, 4, 8, 8, 4, 0, 8, 0), FilmFit.Stretch, 2, 1).ShouldBe([2 / 8.0, 6 / 8.0], 1e-6);

    [Fact]
    public void Resample_ThreeToTwo_SplitsTheMiddle() =>
        Resampled(FilmBuilder.Film(1, 3, 0, 6, 12), FilmFit.Stretch, 2, 1).ShouldBe([2 / 12.0, 10 / 12.0], 1e-6);

    [Fact]
    public void Resample_CentreCrop_LeavesTheSidesOut() =>
        Resampled(FilmBuilder.Film(2, 4, 9, 1, 2, 0, 9, 1, 2, 0), FilmFit.CentreCrop, 2, 2).ShouldBe([1 / 9.0, 2 / 9.0, 1 / 9.0, 2 / 9.0], 1e-6);

    [Fact]
    public void Resample_Larger_RepeatsPixels() =>
        Resampled(FilmBuilder.Film(1, 2, 0, 5), FilmFit.Stretch, 4, 1).ShouldBe([0, 0, 1, 1], 1e-6);

    [Fact]
    public void Resample_AnySize_KeepsTheMean() =>
        Prop.ForAll(
            Gen.Choose(1, 40).Four().ToArbitrary(),
            size =>
            {
                (int rows, int columns, int targetRows, int targetColumns) = size;
                ushort[] stored = [.. Enumerable.Range(0, rows * columns).Select(i => (ushort)(i * 37 % 101))];
                if (stored.Distinct().Count() < 2) return;
                FilmBuilder film = FilmBuilder.Film(rows, columns, stored);
                double mean = Fixtures.Shown(film.Build()).Average();
                Resampled(film, FilmFit.Stretch, targetColumns, targetRows).Average().ShouldBe(mean, 1e-6);
            }).QuickCheckThrowOnFailure();

    private static double[] Resampled(FilmBuilder film, FilmFit fit, int columns, int rows)
    {
        var shown = new double[columns * rows];
        Films.Read(film.Build()).Value.ShouldNotBeNull().Resample(fit, columns, rows, shown);
        return shown;
    }
}
