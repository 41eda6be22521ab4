using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace ClinSeek.Ehr.SqlOnFhir;

/// <summary>The resources of an NDJSON stream, a line at a time: memory does not grow with the stream.</summary>
public static class NdjsonResources
{
    /// <summary>Reads on until the stream ends. A resource is valid until the next one is asked for.</summary>
    /// <exception cref="JsonException">A line is no JSON.</exception>
    public static async IAsyncEnumerable<JsonElement> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        PipeReader pipe = PipeReader.Create(stream);
        while (true)
        {
            ReadResult read = await pipe.ReadAsync(cancellationToken);
            ReadOnlySequence<byte> left = read.Buffer;
            while (TryLine(ref left, read.IsCompleted, out ReadOnlySequence<byte> line))
            {
                ReadOnlySequence<byte> text = line.FirstSpan.StartsWith("\uFEFF"u8) ? line.Slice(3) : line;
                if (!IsBlank(text))
                {
                    using JsonDocument document = JsonDocument.Parse(text);
                    yield return document.RootElement;
                }
            }

            pipe.AdvanceTo(left.Start, left.End);
            if (read.IsCompleted)
            {
                await pipe.CompleteAsync();
                yield break;
            }
        }
    }

    private static bool TryLine(ref ReadOnlySequence<byte> left, bool last, out ReadOnlySequence<byte> line)
    {
        line = default;
        if (left.IsEmpty)
        {
            return false;
        }

        SequencePosition? end = left.PositionOf((byte)'\n');
        if (end is null && !last)
        {
            return false;
        }

        line = end is null ? left : left.Slice(0, end.Value);
        left = end is null ? left.Slice(left.End) : left.Slice(left.GetPosition(1, end.Value));
        return true;
    }

    private static bool IsBlank(ReadOnlySequence<byte> line)
    {
        foreach (ReadOnlyMemory<byte> part in line)
        {
            if (!part.Span.Trim(" \t\r"u8).IsEmpty)
            {
                return false;
            }
        }

        return true;
    }
}
