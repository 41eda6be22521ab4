using System.Buffers.Binary;
using ClinSeek.Imaging.Decoding;

namespace ClinSeek.Imaging.Dicom;

/// <summary>The fragments of compressed pixel data (PS3.5 Annex A.4) and which of them make a frame.</summary>
internal sealed class EncapsulatedPixels
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly List<(int Start, int Offset, int Length)> _fragments = [];
    private uint[] _offsets = [];

    private EncapsulatedPixels(ReadOnlyMemory<byte> bytes) => _bytes = bytes;

    /// <summary>Finds the fragments in what follows the head of the pixel data element.</summary>
    public static FilmResult<EncapsulatedPixels> Read(ReadOnlyMemory<byte> bytes)
    {
        var pixels = new EncapsulatedPixels(bytes);
        return pixels.Find() is { } failure ? failure : pixels;
    }

    /// <summary>The compressed bytes of a frame, its fragments joined.</summary>
    /// <param name="frame">The frame, from 1.</param>
    /// <param name="frames">Frames that the file announces.</param>
    /// <param name="jpeg">Whether a fragment that begins a frame can be told by its mark.</param>
    public FilmResult<byte[]> Frame(int frame, int frames, bool jpeg)
    {
        int[] first = Starts(frames, jpeg);
        if (frame > first.Length)
        {
            return new FilmFailure(FilmFailureKind.Truncated, $"{frames} frames are announced and {first.Length} are in the file", "Fetch the file from the archive again");
        }

        int end = frame < first.Length ? first[frame] : _fragments.Count;
        var joined = new byte[_fragments[first[frame - 1]..end].Sum(static fragment => fragment.Length)];
        int at = 0;
        foreach ((_, int offset, int length) in _fragments[first[frame - 1]..end])
        {
            _bytes.Span.Slice(offset, length).CopyTo(joined.AsSpan(at));
            at += length;
        }

        return joined;
    }

    /// <summary>The index of each frame's first fragment.</summary>
    private int[] Starts(int frames, bool jpeg)
    {
        if (_fragments.Count == 0) return [];
        if (frames == 1) return [0];
        if (_fragments.Count == frames) return [.. Enumerable.Range(0, frames)];
        if (_offsets.Length == frames && _offsets.All(offset => _fragments.Exists(fragment => fragment.Start == offset)))
        {
            return [.. _offsets.Select(offset => _fragments.FindIndex(fragment => fragment.Start == offset)).Order()];
        }

        // Without offsets a frame of RLE is one fragment by the standard, and one of JPEG begins with its mark.
        return [.. Enumerable.Range(0, _fragments.Count).Where(i => !jpeg || BeginsJpeg(_fragments[i]))];
    }

    private bool BeginsJpeg((int Start, int Offset, int Length) fragment) =>
        _bytes.Span.Slice(fragment.Offset, fragment.Length).StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8]);

    private FilmFailure? Find()
    {
        int position = 0;
        int start = -1;
        while (_bytes.Length - position >= 8)
        {
            ReadOnlySpan<byte> head = _bytes.Span[position..];
            uint tag = ((uint)BinaryPrimitives.ReadUInt16LittleEndian(head) << 16) | BinaryPrimitives.ReadUInt16LittleEndian(head[2..]);
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
            if (tag == DicomTag.SequenceDelimitation) return null;
            if (tag != DicomTag.Item) return Fail(FilmFailureKind.Malformed, "a fragment of the pixels does not begin as one");
            if (length > _bytes.Length - position - 8) return Fail(FilmFailureKind.Truncated, $"a fragment of the pixels announces {length} bytes and {_bytes.Length - position - 8} are left");
            if (start < 0)
            {
                ReadOffsets(head.Slice(8, (int)length));
                start = position + 8 + (int)length;
            }
            else
            {
                _fragments.Add((position - start, position + 8, (int)length));
            }

            position += 8 + (int)length;
        }

        // Careless writers leave the closing mark out; whether the last frame is whole is told by decoding it.
        return _fragments.Count > 0 ? null : Fail(FilmFailureKind.Truncated, "the file ends before its first frame");
    }

    private void ReadOffsets(ReadOnlySpan<byte> table)
    {
        _offsets = new uint[table.Length / 4];
        for (int i = 0; i < _offsets.Length; i++) _offsets[i] = BinaryPrimitives.ReadUInt32LittleEndian(table[(i * 4)..]);
    }

    private static FilmFailure Fail(FilmFailureKind kind, string cause) => new(kind, cause, "Fetch the file from the archive again");
}
