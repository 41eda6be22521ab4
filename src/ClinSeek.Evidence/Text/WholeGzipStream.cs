using System.Buffers.Binary;
using System.IO.Compression;

namespace ClinSeek.Evidence.Text;

/// <summary>
/// Unpacks what is packed by gzip and, at its end, holds the length that it states against what came out: the framework's stream
/// takes what was cut short for a whole, and would end a table in the middle.
/// </summary>
/// <param name="packed">The packed bytes, at their beginning; can seek; closed with this.</param>
/// <param name="name">What faults call them.</param>
public sealed class WholeGzipStream(Stream packed, string name) : Stream
{
    private readonly GZipStream _unpacked = new(packed, CompressionMode.Decompress, leaveOpen: true);
    private long _length;
    private bool _ended;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The same bytes, unpacked where their name ends in <c>.gz</c>.</summary>
    /// <param name="bytes">The bytes, at their beginning; can seek; closed with the result.</param>
    /// <param name="name">Their file's name.</param>
    public static Stream Unpacked(Stream bytes, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new WholeGzipStream(bytes, name) : bytes;
    }

    /// <inheritdoc />
    /// <exception cref="InvalidDataException">They are cut short or damaged; their name is told.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (_ended || buffer.IsEmpty)
        {
            return 0;
        }

        int read = _unpacked.Read(buffer);
        _length += read;
        _ended = read == 0;
        return !_ended || IsWhole()
            ? read
            : throw new InvalidDataException($"{name}: the gzip file is cut short or damaged. Fetch it again.");
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _unpacked.Dispose();
            packed.Dispose();
        }

        base.Dispose(disposing);
    }

    // Files may be joined of several; then the length is that of the last part (RFC 1952).
    private bool IsWhole()
    {
        const int ShortestFile = 18;
        if (packed.Length < ShortestFile)
        {
            return false;
        }

        Span<byte> stated = stackalloc byte[4];
        packed.Seek(-stated.Length, SeekOrigin.End);
        packed.ReadExactly(stated);
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(stated);
        return length == (uint)_length || (length < _length && HasAnotherPart());
    }

    private bool HasAnotherPart()
    {
        ReadOnlySpan<byte> head = [0x1F, 0x8B, 0x08];
        byte[] buffer = new byte[1 << 16];
        packed.Seek(head.Length, SeekOrigin.Begin);
        for (int kept = 0, read; (read = packed.Read(buffer, kept, buffer.Length - kept)) > 0;)
        {
            int filled = kept + read;
            if (buffer.AsSpan(0, filled).IndexOf(head) >= 0)
            {
                return true;
            }

            kept = Math.Min(head.Length - 1, filled);
            buffer.AsSpan(filled - kept, kept).CopyTo(buffer);
        }

        return false;
    }
}
