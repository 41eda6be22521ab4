using System.Globalization;
using ClinSeek.Imaging.Decoding;
using ClinSeek.Imaging.Tests.Testing;

namespace ClinSeek.Imaging.Tests.Dicom;

/// <summary>What a film shows, pixel by pixel as dcmtk shows it.</summary>
public sealed class DcmtkTests
{
    private const string Implicit = "1.2.840.10008.1.2";

    public static TheoryData<int, bool, string, string> Depths => new()
    {
        { 16, false, "MONOCHROME2", Implicit },
        { 16, true, "MONOCHROME2", "1.2.840.10008.1.2.1" },
        { 15, false, "MONOCHROME1", "1.2.840.10008.1.2.1" },
        { 12, false, "MONOCHROME1", Implicit },
        { 12, true, "MONOCHROME1", "1.2.840.10008.1.2.1" },
        { 10, false, "MONOCHROME2", "1.2.840.10008.1.2.1" },
    };

    [Theory]
    [MemberData(nameof(Depths))]
    public void Decode_NoWindow_EqualsMinMaxOfDcmtk(int bits, bool isSigned, string photometric, string syntax)
    {
        byte[] film = Film(bits, isSigned, photometric).Syntax(syntax).Build();

        Pixels.ShouldBeSame(Shown(film), Peer.DcmtkGrey8(film, "+Wm"));
    }

    [Theory]
    [MemberData(nameof(Depths))]
    public void Decode_FilmsWindow_EqualsDcmtk(int bits, bool isSigned, string photometric, string syntax)
    {
        int range = 1 << bits;
        string centre = ((isSigned ? 0 : range / 2) - 17).ToString(CultureInfo.InvariantCulture);
        string width = (range * 3 / 5).ToString(CultureInfo.InvariantCulture);
        byte[] film = Film(bits, isSigned, photometric).Syntax(syntax).Window(centre + "\\1", width + "\\2").Build();
        byte[] sigmoid = Film(bits, isSigned, photometric).Syntax(syntax).Window(centre, width, "SIGMOID").Build();

        Pixels.ShouldBeSame(Shown(film), Peer.DcmtkGrey8(film, "+Wi", "1"));
        Pixels.ShouldBeSame(Shown(sigmoid), Peer.DcmtkGrey8(sigmoid, "+Wi", "1"));
        Shown(sigmoid).ShouldNotBe(Shown(film));
    }

    [Fact]
    public void Decode_WindowsAskedFor_EqualDcmtk()
    {
        byte[] film = Film(12, false, "MONOCHROME2").Rescale("2", "-300").Window("1", "2").Build();
        var random = new Random(20260104);
        for (int round = 0; round < 8; round++)
        {
            double centre = random.Next(-300, 5000) + (random.Next(2) / 2.0);
            double width = random.Next(1, 6000);
            var options = new DecodeOptions { Window = new VoiWindow(centre, width) };

            byte[] grey = Films.Read(film, options).Value.ShouldNotBeNull().ToGrey8();

            Pixels.ShouldBeSame(grey, Peer.DcmtkGrey8(film, "+Ww", Text(centre), Text(width)), $"centre {centre}, width {width}");
        }
    }

    [Fact]
    public void Decode_Rescale_EqualsDcmtk()
    {
        byte[] film = Film(12, false, "MONOCHROME2").Rescale("3", "-1024").Window("-500", "800").Build();

        Pixels.ShouldBeSame(Shown(film), Peer.DcmtkGrey8(film, "+Wi", "1"));
    }

    [Theory]
    [InlineData(0, 4096, 12)]
    [InlineData(100, 3000, 16)]
    public void Decode_ModalityTable_EqualsDcmtk(int first, int count, int bits)
    {
        byte[] film = Film(12, false, "MONOCHROME2").Table(0x0028_3000, first, bits, Curve(count, bits)).Build();

        Films.Read(film).Value!.Cautions.ShouldBeEmpty();
        Pixels.ShouldBeSame(Shown(film), Peer.DcmtkGrey8(film, "+Wm"));
    }

    [Theory]
    [InlineData(0, 4096, 8, Implicit)]
    [InlineData(100, 3000, 12, "1.2.840.10008.1.2.1")]
    [InlineData(0, 4096, 16, "1.2.840.10008.1.2.1")]
    public void Decode_VoiTable_EqualsDcmtk(int first, int count, int bits, string syntax)
    {
        // A window beside the table: the table goes first.
        byte[] film = Film(12, false, "MONOCHROME1").Syntax(syntax).Window("7", "9").Table(0x0028_3010, first, bits, Curve(count, bits)).Build();

        Pixels.ShouldBeSame(Shown(film), Peer.DcmtkGrey8(film, "+Wl", "1"));
    }

    [Fact]
    public void Decode_OverlayBits_EqualDcmtk()
    {
        byte[] film = FilmBuilder.Film(40, 50, Values(2000, 65536)).Bits(12, 11).Build();

        Pixels.ShouldBeSame(Shown(film), Peer.DcmtkGrey8(film, "+Wm"));
    }

    [Fact]
    public void Decode_SecondFrame_EqualsDcmtk()
    {
        byte[] film = FilmBuilder.Film(20, 50, Values(3000, 4096)).Bits(12, 11).Text(0x0028_0008, "IS", "3").Build();

        byte[] second = Films.Read(film, new DecodeOptions { Frame = 2 }).Value.ShouldNotBeNull().ToGrey8();

        Pixels.ShouldBeSame(second, Peer.DcmtkGrey8(film, "+Wm", "+F", "2"));
    }

    internal static FilmBuilder Film(int bits, bool isSigned, string photometric) =>
        FilmBuilder.Film(40, 50, Values(2000, 1 << bits)).Bits(bits, bits - 1, isSigned).Text(0x0028_0004, "CS", photometric);

    internal static ushort[] Values(int count, int range)
    {
        var random = new Random(20260105);
        return [.. Enumerable.Range(0, count).Select(_ => (ushort)random.Next(range))];
    }

    private static ushort[] Curve(int count, int bits) =>
        [.. Enumerable.Range(0, count).Select(i => (ushort)(Math.Sqrt((double)i / (count - 1)) * ((1 << bits) - 1)))];

    private static byte[] Shown(byte[] film)
    {
        FilmResult<DecodedFilm> result = Films.Read(film);
        result.Failure.ShouldBeNull();
        return result.Value!.ToGrey8();
    }

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
