using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace ClinSeek.Functions.Storage.AzureBlob;

/// <summary>
/// Signs requests with the account's key: the scheme <c>SharedKey</c> of Azure Storage, an HMAC-SHA256 over method, headers
/// and resource. Every try is dated and signed anew, for a signature is good for 15 minutes.
/// </summary>
internal sealed class SharedKeyPolicy(string account, byte[] key, TimeProvider time) : HttpPipelineSynchronousPolicy
{
    // Their values stand in this order; one that is not sent leaves an empty line.
    private static readonly string[] Signed =
    [
        "Content-Encoding", "Content-Language", "Content-Length", "Content-MD5", "Content-Type", "Date",
        "If-Modified-Since", "If-Match", "If-None-Match", "If-Unmodified-Since", "Range",
    ];

    /// <inheritdoc />
    public override void OnSendingRequest(HttpMessage message)
    {
        Request request = message.Request;
        request.Headers.SetValue("x-ms-date", time.GetUtcNow().ToString("R", CultureInfo.InvariantCulture));
        byte[] signature = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(StringToSign(request)));
        request.Headers.SetValue("Authorization", $"SharedKey {account}:{Convert.ToBase64String(signature)}");
    }

    private string StringToSign(Request request)
    {
        var text = new StringBuilder(request.Method.Method).Append('\n');
        foreach (string name in Signed)
        {
            text.Append(ValueOf(request, name)).Append('\n');
        }

        foreach (HttpHeader header in request.Headers
            .Where(static header => header.Name.StartsWith("x-ms-", StringComparison.OrdinalIgnoreCase))
            .OrderBy(static header => header.Name.ToLowerInvariant(), StringComparer.Ordinal))
        {
            text.Append(header.Name.ToLowerInvariant()).Append(':').Append(header.Value).Append('\n');
        }

        return text.Append(Resource(request.Uri.ToUri())).ToString();
    }

    private static string ValueOf(Request request, string name) => name == "Content-Length"
        ? request.Content is { } content && content.TryComputeLength(out long length) && length > 0 ? length.ToString(CultureInfo.InvariantCulture) : ""
        : request.Headers.TryGetValue(name, out string? value) ? value : "";

    private string Resource(Uri uri)
    {
        // An emulator's path begins with the account, which then stands here twice.
        var text = new StringBuilder("/").Append(account).Append(uri.AbsolutePath);
        foreach (var (name, value) in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(static pair => pair.Split('=', 2))
            .Select(static pair => (Name: pair[0].ToLowerInvariant(), Value: Uri.UnescapeDataString(pair.ElementAtOrDefault(1) ?? "")))
            .OrderBy(static pair => pair.Name, StringComparer.Ordinal))
        {
            text.Append('\n').Append(name).Append(':').Append(value);
        }

        return text.ToString();
    }
}
