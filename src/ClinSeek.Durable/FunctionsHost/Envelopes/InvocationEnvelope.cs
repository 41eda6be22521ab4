using System.IO.Pipelines;
using System.Text.Json;

namespace ClinSeek.Durable.FunctionsHost;

/// <summary>
/// One invocation as the Functions host posts it to a custom handler: <c>{"Data":{binding: value},"Metadata":{...}}</c>.
/// The body stays in one rented buffer; values are views of it, decoded when asked for, partly in place. Read each value
/// once, and none after Dispose. Not thread safe.
/// </summary>
public sealed class InvocationEnvelope : IDisposable
{
    private static readonly JsonReaderOptions Reading = new() { MaxDepth = 1024 };

    private readonly PooledBuffer body;
    private readonly List<KeyValuePair<string, EnvelopeValue>> data = [];
    private readonly List<KeyValuePair<string, EnvelopeValue>> metadata = [];

    private InvocationEnvelope(PooledBuffer body) => this.body = body;

    /// <summary>The values of the trigger and the input bindings by the bindings' names.</summary>
    public IReadOnlyList<KeyValuePair<string, EnvelopeValue>> Data => data;

    /// <summary>Reads the body of an invocation.</summary>
    /// <exception cref="MalformedEnvelopeException">It is not JSON, or has no <c>Data</c> object.</exception>
    public static async ValueTask<InvocationEnvelope> ReadAsync(PipeReader reader, long? contentLength, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var envelope = new InvocationEnvelope(
            await PooledBuffer.ReadAsync(reader, (int)Math.Clamp(contentLength ?? 0, 0, Array.MaxLength), cancellationToken));
        try
        {
            envelope.Index();
            return envelope;
        }
        catch (JsonException exception)
        {
            envelope.Dispose();
            throw new MalformedEnvelopeException($"The invocation is not JSON (line {exception.LineNumber}, byte {exception.BytePositionInLine}).", exception);
        }
        catch
        {
            envelope.Dispose();
            throw;
        }
    }

    /// <summary>The value of a binding, named without case; null where the invocation has none.</summary>
    public EnvelopeValue? FindData(string name) => Find(data, name);

    /// <summary>An entry of the binding data, named without case; null where there is none.</summary>
    public EnvelopeValue? FindMetadata(string name) => Find(metadata, name);

    /// <summary>The value of a binding that must be there.</summary>
    /// <exception cref="MalformedEnvelopeException">It is not.</exception>
    public EnvelopeValue GetData(string name) => FindData(name)
        ?? throw new MalformedEnvelopeException($"The invocation has no value for the binding '{name}'. Publish the app folder again: its function.json files do not fit the program.");

    public void Dispose() => body.Dispose();

    private void Index()
    {
        var bytes = body.Written;
        var reader = new Utf8JsonReader(bytes.Span, Reading);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new MalformedEnvelopeException("The invocation is no JSON object.");
        var hasData = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (IsNamed(reader, "Data"u8, "data"u8))
                hasData = Members(ref reader, bytes, data);
            else if (IsNamed(reader, "Metadata"u8, "metadata"u8))
                Members(ref reader, bytes, metadata);
            else
                reader.Skip();
        }
        if (reader.Read())
            throw new MalformedEnvelopeException("The invocation goes on after its end.");
        if (!hasData)
            throw new MalformedEnvelopeException("The invocation has no Data object.");
    }

    private static bool Members(ref Utf8JsonReader reader, Memory<byte> bytes, List<KeyValuePair<string, EnvelopeValue>> into)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return false;
        }
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = Name(ref reader);
            reader.Read();
            var kind = reader.TokenType;
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            into.Add(new(name, new EnvelopeValue(kind, bytes[start..(int)reader.BytesConsumed])));
        }
        return true;
    }

    private static string Name(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException exception)
        {
            throw new MalformedEnvelopeException("The invocation holds broken characters.", exception);
        }
    }

    private static bool IsNamed(in Utf8JsonReader reader, ReadOnlySpan<byte> name, ReadOnlySpan<byte> lower) =>
        reader.ValueTextEquals(name) || reader.ValueTextEquals(lower);

    private static EnvelopeValue? Find(List<KeyValuePair<string, EnvelopeValue>> members, string name)
    {
        foreach (var member in members)
            if (string.Equals(member.Key, name, StringComparison.OrdinalIgnoreCase))
                return member.Value;
        return null;
    }
}
