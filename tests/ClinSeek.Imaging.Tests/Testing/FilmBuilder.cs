using System.Buffers.Binary;
using System.Text;

namespace ClinSeek.Imaging.Tests.Testing;

/// <summary>Writes small DICOM files with one oddity at a time. Later values for a tag replace earlier ones; raw parts go before the pixels.</summary>
internal sealed class FilmBuilder
{
    private readonly SortedDictionary<uint, (string Vr, byte[] Value)> _elements = [];
    private readonly List<byte> _raw = [];
    private bool _implicit;
    private bool _preamble = true;
    private bool _meta = true;
    private string _syntax = "1.2.840.10008.1.2.1";
    private byte[]? _encapsulated;

    /// <summary>A sound 16-bit chest film with the given stored values.</summary>
    public static FilmBuilder Film(int rows, int columns, params ushort[] stored)
    {
        var pixels = new byte[stored.Length * 2];
        for (int i = 0; i < stored.Length; i++) BinaryPrimitives.WriteUInt16LittleEndian(pixels.AsSpan(i * 2), stored[i]);
        return new FilmBuilder()
            .Text(0x0008_0018, "UI", "2.25.3").Text(0x0008_0060, "CS", "DX").Text(0x0010_0010, "PN", "Canary^Planted")
            .Text(0x0010_0020, "LO", "CANARY-4711").Text(0x0018_0015, "CS", "CHEST").Text(0x0018_5101, "CS", "PA")
            .Text(0x0020_000D, "UI", "2.25.1").Text(0x0020_000E, "UI", "2.25.2")
            .Number(0x0028_0002, 1).Text(0x0028_0004, "CS", "MONOCHROME2")
            .Number(0x0028_0010, rows).Number(0x0028_0011, columns)
            .Number(0x0028_0100, 16).Number(0x0028_0101, 16).Number(0x0028_0102, 15).Number(0x0028_0103, 0)
            .Bytes(0x7FE0_0010, "OW", pixels);
    }

    public FilmBuilder Bits(int stored, int high, bool signed = false) =>
        Number(0x0028_0101, stored).Number(0x0028_0102, high).Number(0x0028_0103, signed ? 1 : 0);

    public FilmBuilder Rescale(string slope, string intercept) => Text(0x0028_1053, "DS", slope).Text(0x0028_1052, "DS", intercept);

    public FilmBuilder Window(string centre, string width, string? function = null)
    {
        Text(0x0028_1050, "DS", centre).Text(0x0028_1051, "DS", width);
        return function is null ? this : Text(0x0028_1056, "CS", function);
    }

    /// <summary>A sequence of one item with a look-up table; entries as words.</summary>
    public FilmBuilder Table(uint sequence, int first, int bits, ushort[] entries)
    {
        var data = new byte[entries.Length * 2];
        for (int i = 0; i < entries.Length; i++) BinaryPrimitives.WriteUInt16LittleEndian(data.AsSpan(i * 2), entries[i]);
        ushort count = (ushort)entries.Length;
        var item = new List<byte>();
        Write(item, 0x0028_3002, "US", [(byte)count, (byte)(count >> 8), (byte)first, (byte)(first >> 8), (byte)bits, 0], _implicit);
        Write(item, 0x0028_3006, "OW", data, _implicit);
        return Bytes(sequence, "SQ", [0xFE, 0xFF, 0x00, 0xE0, .. BitConverter.GetBytes(item.Count), .. item]);
    }

    public FilmBuilder Text(uint tag, string vr, string value) => Bytes(tag, vr, Encoding.ASCII.GetBytes(value));

    public FilmBuilder Number(uint tag, int value) => Bytes(tag, "US", [(byte)value, (byte)(value >> 8)]);

    public FilmBuilder Bytes(uint tag, string vr, byte[] value)
    {
        _elements[tag] = (vr, value);
        return this;
    }

    public FilmBuilder Without(uint tag)
    {
        _elements.Remove(tag);
        return this;
    }

    public FilmBuilder Raw(params byte[] bytes)
    {
        _raw.AddRange(bytes);
        return this;
    }

    public FilmBuilder Syntax(string uid)
    {
        _syntax = uid;
        _implicit = uid == "1.2.840.10008.1.2";
        return this;
    }

    public FilmBuilder Bare(bool meta)
    {
        (_preamble, _meta) = (false, meta);
        return this;
    }

    public FilmBuilder Encapsulated(params byte[] fragments)
    {
        _encapsulated = fragments;
        return this;
    }

    public byte[] Build()
    {
        var file = new List<byte>();
        if (_preamble) file.AddRange([.. new byte[128], .. "DICM"u8]);
        if (_meta)
        {
            // A wrong group length on purpose: readers must not rely on it.
            Write(file, 0x0002_0000, "UL", [7, 0, 0, 0], false);
            Write(file, 0x0002_0010, "UI", Encoding.ASCII.GetBytes(_syntax), false);
        }

        foreach ((uint tag, (string vr, byte[] value)) in _elements.Where(pair => pair.Key < 0x7FE0_0010)) Write(file, tag, vr, value, _implicit);
        file.AddRange(_raw);
        if (_encapsulated is not null)
        {
            file.AddRange([0xE0, 0x7F, 0x10, 0x00, .. "OB"u8, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, .. _encapsulated]);
        }
        else if (_elements.TryGetValue(0x7FE0_0010, out (string Vr, byte[] Value) pixels))
        {
            Write(file, 0x7FE0_0010, pixels.Vr, pixels.Value, _implicit);
        }

        return [.. file];
    }

    private static void Write(List<byte> file, uint tag, string vr, byte[] value, bool implicitVr)
    {
        byte[] padded = value.Length % 2 == 0 ? value : [.. value, vr == "UI" ? (byte)0 : (byte)' '];
        file.AddRange([(byte)(tag >> 16), (byte)(tag >> 24), (byte)tag, (byte)(tag >> 8)]);
        byte[] length = BitConverter.GetBytes(padded.Length);
        if (implicitVr) file.AddRange(length);
        else if (vr is "OB" or "OW" or "SQ" or "UN") file.AddRange([.. Encoding.ASCII.GetBytes(vr), 0, 0, .. length]);
        else file.AddRange([.. Encoding.ASCII.GetBytes(vr), length[0], length[1]]);
        file.AddRange(padded);
    }
}
