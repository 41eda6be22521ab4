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

        var shown = new double[64];
        result.Value.Resample(FilmFit.CentreCrop, 8, 8, shown);
        shown.ShouldAllBe(value => value >= -1e-9 && value <= 1 + 1e-9);
    }
}
