using System.Text;
using ClinSeek.Imaging.Decoding;
using ClinSeek.Imaging.DicomWeb;
using ClinSeek.Imaging.Tests.Testing;

namespace ClinSeek.Imaging.Tests.DicomWeb;

/// <summary>The traps of answers that come in parts.</summary>
public sealed class MultipartTests
{
    /// <summary>Pixels that look like the ends of lines, heads and parts.</summary>
    private static readonly byte[] Tricky = [0x0D, 0x0A, 0x0D, 0x0A, 0x2D, 0x2D, 0x0D, 0x0A, 0x2D, 0x2D, 0x62, 0x0D, 0x0A, 0x00, 0xFF, 0x0D, 0x0A];

    [Theory]
    [InlineData("multipart/related; boundary=b1; type=\"application/octet-stream\"", "")]
    [InlineData("multipart/related; type=\"application/octet-stream\"; boundary=\"b1\"", "")]
    [InlineData("Multipart/Related;boundary=\"b1\"", "This is a preamble that readers pass over.\r\n")]
    public async Task Frames_AnyShape_AreTakenByteByByte(string type, string preamble)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(preamble), .. Part("b1", "application/octet-stream; transfer-syntax=\"1.2.840.10008.1.2.1\"", Tricky), .. Part("b1", "application/octet-stream", [7]), .. "--b1--"u8];

        IReadOnlyList<DicomWebPart> parts = (await FramesAsync(type, body, 2)).Value.ShouldNotBeNull();

        parts[0].Content.ShouldBe(Tricky);
        parts[0].TransferSyntaxUid.ShouldBe("1.2.840.10008.1.2.1");
        parts[1].Content.ShouldBe([7]);
        parts[1].TransferSyntaxUid.ShouldBeNull();
    }

    [Fact]
    public async Task Frames_OnePayloadWherePartsWereAskedFor_IsTaken()
    {
        IReadOnlyList<DicomWebPart> parts = (await FramesAsync("application/octet-stream; transfer-syntax=1.2.840.10008.1.2.4.50", Tricky, 1)).Value.ShouldNotBeNull();

        parts.ShouldHaveSingleItem().Content.ShouldBe(Tricky);
        parts[0].TransferSyntaxUid.ShouldBe("1.2.840.10008.1.2.4.50");
    }

    [Fact]
    public async Task Frames_FewerThanAskedFor_AreABadAnswer() =>
        (await FramesAsync("multipart/related; boundary=b1", [.. Part("b1", "application/octet-stream", [7]), .. "--b1--"u8], 2)).Failure.ShouldNotBeNull().Kind.ShouldBe(FilmFailureKind.BadAnswer);

    [Fact]
    public async Task Frames_NoBoundary_AreABadAnswer() =>
        (await FramesAsync("multipart/related", [.. Part("b1", "application/octet-stream", [7]), .. "--b1--"u8], 1)).Failure.ShouldNotBeNull().Kind.ShouldBe(FilmFailureKind.BadAnswer);

    [Fact]
    public async Task Frames_Nothing_AreABadAnswer() =>
        (await FramesAsync("application/octet-stream", [], 1)).Failure.ShouldNotBeNull().Kind.ShouldBe(FilmFailureKind.BadAnswer);

    [Fact]
    public async Task Frames_CutAnywhere_AreNeverTakenForWhole()
    {
        byte[] body = [.. Part("b1", "application/octet-stream", Tricky), .. "--b1--\r\n"u8];
        int end = body.Length - 4;
        for (int length = 0; length < end; length++)
        {
            (await FramesAsync("multipart/related; boundary=b1", body[..length], 1)).Succeeded.ShouldBeFalse($"{length} of {body.Length} bytes");
        }

        (await FramesAsync("multipart/related; boundary=b1", body, 1)).Succeeded.ShouldBeTrue();
    }

    private static byte[] Part(string boundary, string type, byte[] content) =>
        [.. Encoding.ASCII.GetBytes($"--{boundary}\r\nContent-Type: {type}\r\nContent-Location: x\r\n\r\n"), .. content, .. "\r\n"u8];

    private static async Task<FilmResult<IReadOnlyList<DicomWebPart>>> FramesAsync(string type, byte[] body, int frames)
    {
        await using ScriptedArchive archive = await ScriptedArchive.StartAsync((_, _, http) => ScriptedArchive.SendAsync(http, type, body));
        return await archive.Client.FramesAsync("1.2.3", "1.2.4", "1.2.5", [.. Enumerable.Range(1, frames)], cancellationToken: TestContext.Current.CancellationToken);
    }
}
