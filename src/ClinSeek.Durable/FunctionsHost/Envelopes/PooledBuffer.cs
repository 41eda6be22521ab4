using System.Buffers;
using System.IO.Pipelines;

namespace ClinSeek.Durable.FunctionsHost;

/// <summary>A body read whole into rented memory. Not thread safe; its memory must not be used after Dispose.</summary>
internal sealed class PooledBuffer : IDisposable
{
    private const int Smallest = 16 * 1024;

    // The array of a rare, huge history must not stay in the pool.
    private const int LargestKept = 32 * 1024 * 1024;

    private byte[]? bytes;

    private PooledBuffer(int capacity) => bytes = ArrayPool<byte>.Shared.Rent(Math.Max(Smallest, capacity));

    public int Length { get; private set; }

    public Memory<byte> Written => bytes.AsMemory(0, Length);

    /// <summary>Reads everything that a body has.</summary>
    /// <param name="reader">The body.</param>
    /// <param name="expected">Its length where the sender told it, else 0.</param>
    /// <param name="cancellationToken">Gives up reading.</param>
    public static async ValueTask<PooledBuffer> ReadAsync(PipeReader reader, int expected, CancellationToken cancellationToken)
    {
        var buffer = new PooledBuffer(expected);
        try
        {
            while (true)
            {
                var read = await reader.ReadAsync(cancellationToken);
                foreach (var segment in read.Buffer)
                    buffer.Append(segment.Span);
                reader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                    return buffer;
            }
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (bytes is { } rented && rented.Length <= LargestKept)
            ArrayPool<byte>.Shared.Return(rented);
        bytes = null;
        Length = 0;
    }

    private void Append(ReadOnlySpan<byte> added)
    {
        var held = bytes ?? throw new ObjectDisposedException(nameof(PooledBuffer));
        if (held.Length - Length < added.Length)
            held = Grow(held, checked(Length + added.Length));
        added.CopyTo(held.AsSpan(Length));
        Length += added.Length;
    }

    private byte[] Grow(byte[] held, int needed)
    {
        var doubled = (int)Math.Min(Array.MaxLength, held.Length * 2L);
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, doubled));
        held.AsSpan(0, Length).CopyTo(larger);
        bytes = larger;
        if (held.Length <= LargestKept)
            ArrayPool<byte>.Shared.Return(held);
        return larger;
    }
}
