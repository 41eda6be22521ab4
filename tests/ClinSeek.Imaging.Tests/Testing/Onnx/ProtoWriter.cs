using System.Buffers;
using System.Text;

namespace ClinSeek.Imaging.Tests.Testing.Onnx;

/// <summary>As much of the protobuf wire format as an ONNX file needs.</summary>
internal sealed class ProtoWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    public ProtoWriter Number(int field, long value)
    {
        Varint((ulong)((uint)field << 3));
        Varint((ulong)value);
        return this;
    }

    public ProtoWriter Single(int field, float value)
    {
        Varint((ulong)(((uint)field << 3) | 5));
        _bytes.Write(BitConverter.GetBytes(value));
        return this;
    }

    public ProtoWriter Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public ProtoWriter Message(int field, ProtoWriter message) => Bytes(field, message.ToArray());

    public ProtoWriter Bytes(int field, ReadOnlySpan<byte> value)
    {
        Varint((ulong)(((uint)field << 3) | 2));
        Varint((ulong)value.Length);
        _bytes.Write(value);
        return this;
    }

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7) Put((byte)(value | 0x80));
        Put((byte)value);
    }

    private void Put(byte value) => _bytes.Write([value]);
}
