using System.Text;
using System.Text.Json;

namespace ClinSeek.Durable.FunctionsHost;

/// <summary>A caller's HTTP request as it travels in the envelope of a function with an <c>httpTrigger</c>.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Url">The address that the caller used.</param>
/// <param name="Headers">The headers, each with all its values.</param>
/// <param name="Body">The body; null where the caller sent none, or sent it chunked: then the host drops it.</param>
public sealed record HttpTriggerRequest(string Method, Uri Url, IReadOnlyList<KeyValuePair<string, string[]>> Headers, byte[]? Body)
{
    /// <summary>
    /// Whether the caller sent a body that did not arrive. The host passes on only bodies whose length was told: a
    /// chunked one is lost, and so is one over HTTP/2 without a length, which its content type gives away.
    /// </summary>
    public bool LostItsBody => Body is null
        && Header("Content-Length") is null
        && (Header("Transfer-Encoding") is not null || Header("Content-Type") is not null);

    /// <summary>The first value of a header, named without case; null where there is none.</summary>
    public string? Header(string name) =>
        Headers.FirstOrDefault(header => string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase)).Value is [var first, ..] ? first : null;

    /// <summary>Reads the value of an <c>httpTrigger</c> binding.</summary>
    /// <exception cref="MalformedEnvelopeException">It has no method or address, or a body that is not what its content type says.</exception>
    public static HttpTriggerRequest Read(EnvelopeValue value)
    {
        using var document = value.ReadDocument();
        var request = document.RootElement;
        if (request.ValueKind != JsonValueKind.Object)
            throw new MalformedEnvelopeException("The value of the httpTrigger binding is no object.");
        var method = Member(request, "Method") is { ValueKind: JsonValueKind.String } verb ? verb.GetString()! : "";
        if (method.Length == 0 || !Uri.TryCreate(Text(Member(request, "Url")), UriKind.Absolute, out var url))
            throw new MalformedEnvelopeException("The value of the httpTrigger binding has no method or no absolute address.");
        var headers = ReadHeaders(Member(request, "Headers"));
        var read = new HttpTriggerRequest(method, WithQuery(url, Member(request, "Query")), headers, null);
        return read with { Body = ReadBody(Member(request, "Body"), read.Header("Content-Type")) };
    }

    // The host decides by the content type whether it sends text or base64.
    private static byte[]? ReadBody(JsonElement? body, string? contentType)
    {
        if (body is not { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } sent)
            return null;
        if (sent.ValueKind != JsonValueKind.String)
            return Encoding.UTF8.GetBytes(sent.GetRawText());
        var isBinary = contentType is not null
            && (contentType.StartsWith("application/octet-stream", StringComparison.OrdinalIgnoreCase)
                || contentType.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase));
        if (!isBinary)
            return Encoding.UTF8.GetBytes(sent.GetString()!);
        return sent.TryGetBytesFromBase64(out var bytes)
            ? bytes
            : throw new MalformedEnvelopeException("The body of a binary request is not base64.");
    }

    private static Uri WithQuery(Uri url, JsonElement? query)
    {
        if (url.Query.Length > 0 || query is not { ValueKind: JsonValueKind.Object } members)
            return url;
        var pairs = members.EnumerateObject().Select(pair => $"{Uri.EscapeDataString(pair.Name)}={Uri.EscapeDataString(Text(pair.Value) ?? "")}");
        return new UriBuilder(url) { Query = string.Join('&', pairs) }.Uri;
    }

    private static List<KeyValuePair<string, string[]>> ReadHeaders(JsonElement? headers)
    {
        var read = new List<KeyValuePair<string, string[]>>();
        if (headers is { ValueKind: JsonValueKind.Object } members)
            foreach (var header in members.EnumerateObject())
                read.Add(new(header.Name, header.Value.ValueKind == JsonValueKind.Array
                    ? [.. header.Value.EnumerateArray().Select(item => Text(item) ?? "")]
                    : [Text(header.Value) ?? ""]));
        return read;
    }

    private static JsonElement? Member(JsonElement owner, string name)
    {
        foreach (var member in owner.EnumerateObject())
            if (string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase))
                return member.Value;
        return null;
    }

    private static string? Text(JsonElement? value) => value switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } or null => null,
        { } other => other.GetRawText(),
    };
}
