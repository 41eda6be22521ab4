using System.Buffers.Binary;
using ClinSeek.Imaging.Decoding;

namespace ClinSeek.Imaging.Dicom;

/// <summary>
/// RLE Lossless (PS3.5 Annex G): a head of segment offsets, then one run-length coded segment for each byte of a sample, the
/// most significant first. What is written is bounded by the image's size, never by the file.
/// </summary>
internal static class RleDecoder
{
    private const int Head = 64;
    private const int MostSegments = 15;

    /// <summary>The samples of a frame, plane behind plane, little endian.</summary>
    /// <param name="frame">The fragment of the frame.</param>
    /// <param name="pixels">Pixels of a plane.</param>
    /// <param name="bytesPerSample">1 or 2.</param>
    /// <param name="planes">Samples a pixel.</param>
    public static FilmResult<byte[]> Decode(ReadOnlySpan<byte> frame, int pixels, int bytesPerSample, int planes)
    {
        if (frame.Length < Head) return Fail(FilmFailureKind.Truncated, "the head of a run-length coded frame is cut");
        uint segments = BinaryPrimitives.ReadUInt32LittleEndian(frame);
        if (segments != bytesPerSample * planes || segments > MostSegments)
        {
            return Fail(FilmFailureKind.Malformed, $"a run-length coded frame has {segments} segments, and its pixels need {bytesPerSample * planes}");
        }

        var samples = new byte[pixels * bytesPerSample * planes];
        for (int segment = 0; segment < segments; segment++)
        {
            uint start = BinaryPrimitives.ReadUInt32LittleEndian(frame[(4 + (segment * 4))..]);
            uint end = segment + 1 < segments ? BinaryPrimitives.ReadUInt32LittleEndian(frame[(8 + (segment * 4))..]) : (uint)frame.Length;
            if (start < Head || start > frame.Length || end < start || end > frame.Length)
            {
                return Fail(FilmFailureKind.Malformed, "a segment of a run-length coded frame lies outside of it");
            }

            (int plane, int byteOfSample) = Math.DivRem(segment, bytesPerSample);
            int first = (plane * pixels * bytesPerSample) + (bytesPerSample - 1 - byteOfSample);
            if (!Expand(frame[(int)start..(int)end], samples.AsSpan(first), bytesPerSample, pixels))
            {
                return Fail(FilmFailureKind.Truncated, "a segment of a run-length coded frame ends before its pixels do");
            }
        }

        return samples;
    }

    /// <summary>PackBits; false where the code ends early. What comes after the last pixel is padding.</summary>
    private static bool Expand(ReadOnlySpan<byte> code, Span<byte> samples, int step, int count)
    {
        (int at, int written) = (0, 0);
        while (written < count)
        {
            if (at >= code.Length) return false;
            int control = (sbyte)code[at++];
            if (control == -128) continue;
            int run = Math.Min(control >= 0 ? control + 1 : 1 - control, count - written);
            if (at + (control >= 0 ? run : 1) > code.Length) return false;
            for (int i = 0; i < run; i++) samples[(written + i) * step] = code[control >= 0 ? at + i : at];
            at += control >= 0 ? control + 1 : 1;
            written += run;
        }

        return true;
    }

    private static FilmFailure Fail(FilmFailureKind kind, string cause) => new(kind, cause, "Fetch the file from the archive again");
}
