using System.Buffers.Binary;
using System.Text;
using ClinSeek.Imaging.Decoding;

namespace ClinSeek.Imaging.Dicom;

/// <summary>
/// Walks the elements of a Part 10 file up to its pixels. Every length is held against the bytes that are left before it is
/// used, nothing is allocated by a number from the file, and nesting is bounded, so any input ends in a value.
/// </summary>
internal sealed class DataSetReader
{
    private const int Preamble = 128;
    private const int DeepestNesting = 32;
    private const uint Undefined = 0xFFFF_FFFF;
    private const ushort Sequence = 'S' | ('Q' << 8);

    /// <summary>The value representation UN: a sequence in it is written without representations.</summary>
    public const ushort UnknownValue = 'U' | ('N' << 8);

    private readonly ReadOnlyMemory<byte> _file;
    private int _position;
    private FilmFailure? _failure;

    private DataSetReader(ReadOnlyMemory<byte> file) => _file = file;

    /// <summary>The elements of a file, or why there are none.</summary>
    public static FilmResult<DataSet> Read(ReadOnlyMemory<byte> file)
    {
        if (ImageLimits.Default.Check(file.Length) is { } tooLarge) return tooLarge;
        var reader = new DataSetReader(file);
        return reader.ReadFile() is { } elements ? elements : reader._failure!;
    }

    /// <summary>The elements of a sequence's first item, or null.</summary>
    public static DataSet? FirstItem(ReadOnlyMemory<byte> sequence, bool explicitVr)
    {
        var reader = new DataSetReader(sequence);
        if (reader.Left < 8 || !reader.ReadHeader(explicitVr, out uint tag, out _, out uint length) || tag != DicomTag.Item) return null;
        ReadOnlyMemory<byte> item = sequence[reader._position..];
        if (length != Undefined)
        {
            if (length > (uint)item.Length) return null;
            item = item[..(int)length];
        }

        var elements = new DataSet(item, explicitVr ? TransferSyntax.ExplicitLittleEndian : TransferSyntax.ImplicitLittleEndian);
        return new DataSetReader(item).ReadElements(elements, explicitVr) ? elements : null;
    }

    private DataSet? ReadFile()
    {
        ReadOnlySpan<byte> bytes = _file.Span;
        if (bytes.Length >= Preamble + 4 && bytes.Slice(Preamble, 4).SequenceEqual("DICM"u8)) _position = Preamble + 4;
        else if (!StartsWithoutPreamble(bytes))
        {
            _failure = new FilmFailure(FilmFailureKind.NotDicom, "the file has no DICM mark, so it is not a DICOM Part 10 file", "Give the .dcm file as the archive exports it");
            return null;
        }

        string? syntax = ReadFileMeta();
        if (_failure is not null) return null;
        syntax ??= LooksExplicit() ? TransferSyntax.ExplicitLittleEndian : TransferSyntax.ImplicitLittleEndian;
        if (!TransferSyntax.HasReadableElements(syntax))
        {
            _failure = TransferSyntax.Refuse(syntax);
            return null;
        }

        var elements = new DataSet(_file, syntax);
        return ReadElements(elements, explicitVr: syntax != TransferSyntax.ImplicitLittleEndian) ? elements : null;
    }

    /// <summary>Old writers left out preamble and mark; what begins with a small first element is taken as that.</summary>
    public static bool StartsWithoutPreamble(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 16 && BinaryPrimitives.ReadUInt16LittleEndian(bytes) is 0x0002 or 0x0008
        && BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]) <= 0x0018;

    /// <summary>Group 0002 is always explicit little endian (PS3.10). Its group length is not relied on: writers get it wrong.</summary>
    private string? ReadFileMeta()
    {
        string? syntax = null;
        while (Left >= 8 && BinaryPrimitives.ReadUInt16LittleEndian(_file.Span[_position..]) == 0x0002)
        {
            if (!ReadHeader(explicitVr: true, out uint tag, out _, out uint length) || !Holds(tag, length)) return null;
            if (tag == DicomTag.TransferSyntaxUid)
            {
                var meta = new DataSet(_file, string.Empty);
                meta.Add(tag, _position, (int)length);
                syntax = meta.Uid(tag);
            }

            _position += (int)length;
        }

        return syntax;
    }

    private bool ReadElements(DataSet elements, bool explicitVr)
    {
        // Trailing bytes too few for an element are padding, not an error.
        while (Left >= 8)
        {
            if (!ReadHeader(explicitVr, out uint tag, out ushort vr, out uint length)) return false;
            if (tag == DicomTag.ItemDelimitation) return true;
            if (tag == DicomTag.PixelData && length == Undefined)
            {
                elements.PixelsEncapsulated = true;
                elements.Add(tag, _position, Left);
                return true;
            }

            int start = _position;
            if (length == Undefined)
            {
                if (!SkipSequence(explicitVr && vr != UnknownValue, depth: 0)) return false;
            }
            else if (tag == DicomTag.PixelData)
            {
                // A short frame is told apart later, where its right size is known.
                elements.Add(tag, _position, (int)Math.Min(length, (uint)Left));
                return true;
            }
            else
            {
                if (!Holds(tag, length)) return false;
                _position += (int)length;
            }

            if (DicomTag.IsRead(tag)) elements.Add(tag, start, _position - start, vr);
        }

        return true;
    }

    private bool SkipSequence(bool explicitVr, int depth)
    {
        while (Left >= 8)
        {
            if (!ReadHeader(explicitVr, out uint tag, out _, out uint length)) return false;
            if (tag == DicomTag.SequenceDelimitation) return true;
            if (tag != DicomTag.Item) return Fail(FilmFailureKind.Malformed, $"a sequence holds {Name(tag)} where an item must stand");
            if (length == Undefined)
            {
                if (!SkipItem(explicitVr, depth + 1)) return false;
            }
            else
            {
                if (!Holds(tag, length)) return false;
                _position += (int)length;
            }
        }

        return Fail(FilmFailureKind.Truncated, "the file ends inside a sequence");
    }

    private bool SkipItem(bool explicitVr, int depth)
    {
        if (depth > DeepestNesting) return Fail(FilmFailureKind.Malformed, $"sequences are nested deeper than {DeepestNesting}");
        while (Left >= 8)
        {
            if (!ReadHeader(explicitVr, out uint tag, out ushort vr, out uint length)) return false;
            if (tag == DicomTag.ItemDelimitation) return true;
            if (length == Undefined)
            {
                if (!SkipSequence(explicitVr && vr != UnknownValue, depth + 1)) return false;
            }
            else
            {
                if (!Holds(tag, length)) return false;
                _position += (int)length;
            }
        }

        return Fail(FilmFailureKind.Truncated, "the file ends inside an item of a sequence");
    }

    private bool ReadHeader(bool explicitVr, out uint tag, out ushort vr, out uint length)
    {
        ReadOnlySpan<byte> bytes = _file.Span[_position..];
        tag = ((uint)BinaryPrimitives.ReadUInt16LittleEndian(bytes) << 16) | BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]);
        vr = BinaryPrimitives.ReadUInt16LittleEndian(bytes[4..]);
        length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
        int size = 8;
        // Items carry no VR; neither do single implicit elements that careless editors leave in explicit files.
        if (explicitVr && tag >> 16 != 0xFFFE && IsVr(bytes[4], bytes[5]))
        {
            if (IsLongForm(vr))
            {
                if (bytes.Length < 12) return Fail(FilmFailureKind.Truncated, $"the file ends inside the head of {Name(tag)}");
                length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
                size = 12;
            }
            else
            {
                length = BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]);
            }
        }
        else
        {
            vr = 0;
        }

        _position += size;
        return true;
    }

    private bool Holds(uint tag, uint length) =>
        length <= (uint)Left
        || Fail(FilmFailureKind.Truncated, $"element {Name(tag)} announces {length} bytes and {Left} are left");

    private bool Fail(FilmFailureKind kind, string cause)
    {
        _failure = new FilmFailure(kind, cause, "Fetch the file from the archive again");
        return false;
    }

    private int Left => _file.Length - _position;

    private bool LooksExplicit() => Left >= 8 && IsVr(_file.Span[_position + 4], _file.Span[_position + 5]);

    private static bool IsVr(byte first, byte second) => char.IsAsciiLetterUpper((char)first) && char.IsAsciiLetterUpper((char)second);

    private static bool IsLongForm(ushort vr) =>
        vr is Sequence or UnknownValue || Encoding.ASCII.GetString([(byte)vr, (byte)(vr >> 8)]) is
            "OB" or "OD" or "OF" or "OL" or "OV" or "OW" or "SV" or "UC" or "UR" or "UT" or "UV";

    private static string Name(uint tag) => $"({tag >> 16:X4},{tag & 0xFFFF:X4})";
}
