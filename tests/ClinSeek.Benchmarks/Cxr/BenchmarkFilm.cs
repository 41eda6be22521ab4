using System.Buffers.Binary;
using System.Text;

namespace ClinSeek.Benchmarks.Cxr;

/// <summary>A square 16-bit film of even noise on a slope: what is on it does not matter to the time it takes.</summary>
internal static class BenchmarkFilm
{
    public static byte[] Write(int side, int seed)
    {
        var random = new Random(seed);
        var pixels = new byte[side * side * 2];
        for (int i = 0; i < side * side; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(pixels.AsSpan(i * 2), (ushort)((i % side * 50000 / side) + random.Next(15000)));
        }

        var file = new List<byte>([.. new byte[128], .. "DICM"u8]);
        Text(file, 0x0002, 0x0010, "UI", "1.2.840.10008.1.2.1\0");
        Text(file, 0x0008, 0x0060, "CS", "DX");
        Text(file, 0x0018, 0x0015, "CS", "CHEST ");
        Text(file, 0x0028, 0x0004, "CS", "MONOCHROME2 ");
        foreach ((ushort element, int value) in new (ushort, int)[] { (0x0010, side), (0x0011, side), (0x0100, 16), (0x0101, 16), (0x0102, 15), (0x0103, 0) })
        {
            Element(file, 0x0028, element, "US", [(byte)value, (byte)(value >> 8)]);
        }

        Text(file, 0x0028, 0x1050, "DS", "32768 ");
        Text(file, 0x0028, 0x1051, "DS", "65536 ");
        file.AddRange([0xE0, 0x7F, 0x10, 0x00, .. "OW"u8, 0, 0, .. BitConverter.GetBytes(pixels.Length)]);
        file.AddRange(pixels);
        return [.. file];
    }

    private static void Text(List<byte> file, ushort group, ushort element, string vr, string value) =>
        Element(file, group, element, vr, Encoding.ASCII.GetBytes(value));

    private static void Element(List<byte> file, ushort group, ushort element, string vr, byte[] value) =>
        file.AddRange([.. BitConverter.GetBytes(group), .. BitConverter.GetBytes(element), .. Encoding.ASCII.GetBytes(vr), (byte)value.Length, 0, .. value]);
}
