using System.Buffers.Binary;

namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary>
/// Where to keep what was made of some bytes, in a table with one entry a place: cheaper than <see cref="HashCode"/>, and nothing but
/// time is lost where two fall on the same place.
/// </summary>
internal static class ByteHash
{
    private const ulong Odd = 0x9E3779B97F4A7C15;

    public static int Of(ReadOnlySpan<byte> bytes)
    {
        ulong hash = (ulong)bytes.Length;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            hash = (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes)) * Odd;
            hash ^= hash >> 32;
        }

        foreach (byte one in bytes)
        {
            hash = (hash ^ one) * Odd;
        }

        return (int)(hash >> 33);
    }
}
