using ClinSeek.Imaging.Decoding;
using ClinSeek.Imaging.Tests.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace ClinSeek.Imaging.Tests.Dicom;

/// <summary>Any bytes end in a value: a film that can be drawn, or a failure with cause and remedy.</summary>
public sealed class FuzzTests
{
    [Fact]
    public void Read_EveryPrefixOfAFilm_IsAFailureUntilItIsWhole()
    {
        byte[] film = SmallFilm();
        for (int length = 0; length < film.Length; length++)
        {
            FilmResult<DecodedFilm> result = Films.Read(film.AsMemory(0, length));
            result.Succeeded.ShouldBeFalse($"{length} of {film.Length} bytes");
            result.Failure!.Remedy.ShouldNotBeEmpty();
        }

        Films.Read(film).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public void Read_FlippedBytes_NeverThrow()
    {
        byte[] film = SmallFilm();
        var random = new Random(20260101);
        for (int round = 0; round < 20_000; round++)
        {
            byte[] broken = [.. film];
            for (int flips = random.Next(1, 9); flips > 0; flips--) broken[random.Next(128, film.Length)] = (byte)random.Next(256);
            Draw(broken);
        }
    }

    [Theory]
    [InlineData(0x0028_3000, "1.2.840.10008.1.2")]
    [InlineData(0x0028_3010, "1.2.840.10008.1.2.1")]
    public void Read_FlippedBytesOfATable_NeverThrow(uint sequence, string syntax)
    {
        byte[] film = FilmBuilder.Film(4, 4, [.. Enumerable.Range(0, 16).Select(static i => (ushort)(i * 200))]).Bits(12, 11).Syntax(syntax)
            .Table(sequence, 100, 12, [.. Enumerable.Range(0, 60).Select(static i => (ushort)(i * 60))]).Build();
        var random = new Random(20260110);
        for (int round = 0; round < 4_000; round++)
        {
            byte[] broken = [.. film];
            for (int flips = random.Next(1, 9); flips > 0; flips--) broken[random.Next(128, film.Length)] = (byte)random.Next(256);
            Draw(broken);
        }
    }

    [Fact]
    public void Read_FilmsOfEveryShape_AreDrawnOrNamed()
    {
        var random = new Random(20260111);
        for (int round = 0; round < 3_000; round++)
        {
            int allocated = random.Next(4) == 0 ? random.Next(40) : random.Next(2) == 0 ? 8 : 16;
            int stored = random.Next(4) == 0 ? random.Next(40) : allocated;
            var pixels = new byte[random.Next(400)];
            random.NextBytes(pixels);
            FilmBuilder film = FilmBuilder.Film(random.Next(-1, 12), random.Next(-1, 12)).Number(0x0028_0100, allocated)
                .Bits(stored, random.Next(4) == 0 ? random.Next(40) : stored - 1, random.Next(2) == 0).Number(0x0028_0002, random.Next(5))
                .Text(0x0028_0004, "CS", (string)(random.Next(6) switch { 0 => "RGB", 1 => "MONOCHROME1", 2 => "PALETTE COLOR", _ => "MONOCHROME2" }))
                .Text(0x0028_0008, "IS", random.Next(-2, 4).ToString(System.Globalization.CultureInfo.InvariantCulture))
                .Rescale(random.Next(-3, 3).ToString(System.Globalization.CultureInfo.InvariantCulture), "1e308").Number(0x0028_0120, random.Next(65536))
                .Window(random.Next(2) == 0 ? "NaN" : "1e300", random.Next(2) == 0 ? "1" : "1e-300", random.Next(2) == 0 ? "SIGMOID" : "LINEAR_EXACT").Bytes(0x7FE0_0010, "OW", pixels);
            Draw((random.Next(3) == 0 ? film.Without(0x0028_1050) : film).Build());
        }
    }

    [Fact]
    public void Read_GarbageBehindTheMark_NeverThrows()
    {
        var random = new Random(20260102);
        for (int round = 0; round < 20_000; round++)
        {
            byte[] file = new byte[132 + random.Next(400)];
            random.NextBytes(file);
            "DICM"u8.CopyTo(file.AsSpan(128));
            // Half of them start with a plausible element, so that the walk gets further.
            if (round % 2 == 0 && file.Length > 140) new byte[] { 0x08, 0, 0x60, 0, (byte)'C', (byte)'S', 2, 0 }.CopyTo(file, 132);
            Draw(file);
        }
    }

    [Fact]
    public void Read_AnyBytes_NeverThrow() =>
        Prop.ForAll<byte[]>(bytes => Draw(bytes ?? [])).QuickCheckThrowOnFailure();

    private static byte[] SmallFilm() =>
        FilmBuilder.Film(4, 4, [.. Enumerable.Range(0, 16).Select(i => (ushort)(i * 200))]).Bits(12, 11)
            .Rescale("1", "-100").Window("1500", "3000").Number(0x0028_0120, 4095)
            .Raw([0x28, 0, 0x99, 0x99, .. "SQ"u8, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0]).Build();

    private static void Draw(byte[] bytes)
    {
        FilmResult<DecodedFilm> result = Films.Read(bytes);
        if (!result.Succeeded)
        {
            result.Failure.Cause.ShouldNotBeEmpty();
            return;
        }

        result.Value.ToGrey8().Length.ShouldBe(result.Value.Rows * result.Value.Columns);
        var shown = new double[64];
        result.Value.Resample(FilmFit.CentreCrop, 8, 8, shown);
        shown.ShouldAllBe(value => value >= -1e-9 && value <= 1 + 1e-9);
    }
}
