using System.Diagnostics.CodeAnalysis;

namespace ClinSeek.Functions.Storage.AzureBlob;

/// <summary>Where a blob service is and how to prove who is asking.</summary>
/// <param name="Endpoint">The service's address without a slash at the end; an emulator's ends with the account.</param>
/// <param name="Account">The storage account.</param>
/// <param name="Key">The account's key, or null where Microsoft Entra ID is used. Secret.</param>
internal sealed record BlobAddress(Uri Endpoint, string Account, byte[]? Key)
{
    private const string EmulatorAccount = "devstoreaccount1";

    // Azurite's documented key, the same in every copy of it.
    private const string EmulatorKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <summary>Reads a connection string as the portal and Azurite give it; shared access signatures are not taken.</summary>
    /// <param name="text">The string, or <c>UseDevelopmentStorage=true</c>.</param>
    /// <param name="address">The address, where it is one.</param>
    /// <param name="problem">What is wrong with it otherwise; never quotes it.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out BlobAddress? address, [NotNullWhen(false)] out string? problem)
    {
        address = null;
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            // A key ends in '=', so only the first one parts name and value.
            string[] pair = part.Split('=', 2);
            parts[pair[0].Trim()] = pair.Length == 2 ? pair[1].Trim() : "";
        }

        if (parts.GetValueOrDefault("UseDevelopmentStorage") is "true" or "True")
        {
            parts.TryAdd("AccountName", EmulatorAccount);
            parts.TryAdd("AccountKey", EmulatorKey);
            parts.TryAdd("BlobEndpoint", $"http://127.0.0.1:10000/{EmulatorAccount}");
        }

        string? account = parts.GetValueOrDefault("AccountName");
        byte[]? key = ReadKey(parts.GetValueOrDefault("AccountKey"));
        string? endpoint = parts.GetValueOrDefault("BlobEndpoint")
            ?? (account is { Length: > 0 } ? $"{parts.GetValueOrDefault("DefaultEndpointsProtocol", "https")}://{account}.blob.{parts.GetValueOrDefault("EndpointSuffix", "core.windows.net")}" : null);
        problem = 0 switch
        {
            _ when parts.ContainsKey("SharedAccessSignature") => "it holds a shared access signature, which is not supported; use the account key, or Storage__BlobServiceUri with Microsoft Entra ID",
            _ when string.IsNullOrEmpty(account) => "it names no AccountName",
            _ when key is null => "its AccountKey is missing or not base64",
            _ when !IsServiceAddress(endpoint) => "its BlobEndpoint is not an absolute http or https address",
            _ => null,
        };
        address = problem is null ? new BlobAddress(Trim(endpoint!), account!, key) : null;
        return address is not null;
    }

    /// <summary>The address of a service that Microsoft Entra ID guards.</summary>
    public static BlobAddress WithEntra(Uri endpoint) => new(Trim(endpoint.AbsoluteUri), endpoint.Host.Split('.')[0], null);

    /// <summary>Without the key.</summary>
    public override string ToString() => Endpoint.AbsoluteUri.TrimEnd('/');

    private static bool IsServiceAddress(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp);

    private static Uri Trim(string endpoint) => new(endpoint.TrimEnd('/'));

    private static byte[]? ReadKey(string? text)
    {
        byte[] key = new byte[text?.Length ?? 0];
        return text is { Length: > 0 } && Convert.TryFromBase64String(text, key, out int length) ? key[..length] : null;
    }
}
