using System.Buffers;
using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Newtonsoft.Json;

namespace ClinSeek.Peers.FunctionsHost.Invocations;

/// <summary>The body of a request to the handler: <c>{"Data":{...},"Metadata":{...}}</c>, sent in chunks without a length.</summary>
internal sealed class EnvelopeContent : HttpContent
{
    private const int Block = 3 * 32 * 1024;

    private readonly IReadOnlyDictionary<string, object?> _data;
    private readonly IReadOnlyDictionary<string, object?> _metadata;
    private readonly bool _once;

    public EnvelopeContent(IReadOnlyDictionary<string, object?> data, IReadOnlyDictionary<string, object?> metadata, bool once)
    {
        (_data, _metadata, _once) = (data, metadata, once);
        Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await using var text = new StreamWriter(stream, new UTF8Encoding(false), bufferSize: 16 * 1024, leaveOpen: true);
        using var json = new JsonTextWriter(text) { CloseOutput = false };
        json.WriteStartObject();
        await WriteAsync("Data", _data);
        await WriteAsync("Metadata", _metadata);
        json.WriteEndObject();
        await json.FlushAsync();

        async Task WriteAsync(string member, IReadOnlyDictionary<string, object?> values)
        {
            json.WritePropertyName(member);
            json.WriteStartObject();
            foreach ((string name, object? value) in values)
            {
                json.WritePropertyName(name);
                if (value is Base64Text base64)
                {
                    await json.FlushAsync();
                    await text.FlushAsync();
                    await WriteBase64Async(stream, base64.Bytes);
                    await json.WriteRawValueAsync("");
                }
                else
                {
                    await ValueEncoding.Encode(value, _once).WriteToAsync(json);
                }
            }

            json.WriteEndObject();
        }
    }

    /// <summary>A string in a string: base64 needs no escapes of its own, only the inner quotes do.</summary>
    private async Task WriteBase64Async(Stream stream, byte[] bytes)
    {
        byte[] quote = _once ? "\""u8.ToArray() : "\"\\\""u8.ToArray();
        await stream.WriteAsync(quote);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Base64.GetMaxEncodedToUtf8Length(Block));
        for (int at = 0; at < bytes.Length; at += Block)
        {
            Base64.EncodeToUtf8(bytes.AsSpan(at, Math.Min(Block, bytes.Length - at)), buffer, out _, out int written);
            await stream.WriteAsync(buffer.AsMemory(0, written));
        }

        ArrayPool<byte>.Shared.Return(buffer);
        Array.Reverse(quote);
        await stream.WriteAsync(_once ? quote : "\\\"\""u8.ToArray());
    }
}
