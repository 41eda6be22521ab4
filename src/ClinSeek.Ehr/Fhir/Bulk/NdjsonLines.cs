using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace ClinSeek.Ehr.Fhir.Bulk;

/// <summary>The lines of an NDJSON stream, one at a time: with either line end, a byte order mark, blank lines, and no last line end.</summary>
internal static class NdjsonLines
{
    /// <exception cref="InvalidDataException">A line is longer than allowed.</exception>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(Stream stream, int longest, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        PipeReader reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 64 * 1024, leaveOpen: true));
        bool first = true;
        try
        {
            while (true)
            {
                ReadResult result = await reader.ReadAsync(cancellationToken);
                ReadOnlySequence<byte> buffer = result.Buffer;
                while (buffer.PositionOf((byte)'\n') is { } end)
                {
                    ReadOnlyMemory<byte> line = Clean(buffer.Slice(0, end), ref first);
                    buffer = buffer.Slice(buffer.GetPosition(1, end));
                    if (!line.IsEmpty)
                    {
                        yield return line;
                    }
                }

                if (buffer.Length > longest)
                {
                    throw new InvalidDataException($"A line is longer than {longest} bytes.");
                }

                if (result.IsCompleted)
                {
                    ReadOnlyMemory<byte> last = Clean(buffer, ref first);
                    if (!last.IsEmpty)
                    {
                        yield return last;
                    }

                    yield break;
                }

                reader.AdvanceTo(buffer.Start, buffer.End);
            }
        }
        finally
        {
            await reader.CompleteAsync();
        }
    }

    private static ReadOnlyMemory<byte> Clean(ReadOnlySequence<byte> line, ref bool first)
    {
        ReadOnlyMemory<byte> bytes = line.ToArray();
        if (first && bytes.Span.StartsWith("\uFEFF"u8))
        {
            bytes = bytes[3..];
        }

        first = false;
        return MemoryExtensions.Trim(bytes, " \t\r"u8);
    }
}
