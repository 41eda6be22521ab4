using System.Buffers.Binary;
using System.Text;

namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary>An element's name, ready to be compared: its first eight bytes as a number tell most names apart.</summary>
internal readonly struct ElementName
{
    public ElementName(string name)
    {
        Bytes = Encoding.UTF8.GetBytes(name);
        Start = StartOf(Bytes);
    }

    public byte[] Bytes { get; }

    public ulong Start { get; }

    public static ulong StartOf(ReadOnlySpan<byte> name)
    {
        if (name.Length >= sizeof(ulong))
        {
            return BinaryPrimitives.ReadUInt64LittleEndian(name);
        }

        ulong start = 0;
        for (int place = name.Length - 1; place >= 0; place--)
        {
            start = (start << 8) | name[place];
        }

        return start;
    }
}
