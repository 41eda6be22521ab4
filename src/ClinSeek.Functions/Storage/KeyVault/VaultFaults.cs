using System.Globalization;
using System.Text.Json;
using Azure;
using ClinSeek.Functions.Storage.Http;

namespace ClinSeek.Functions.Storage.KeyVault;

/// <summary>Puts what a vault refuses into words that name cause and remedy, and hold no secret.</summary>
internal static class VaultFaults
{
    /// <summary>An answer that is an error.</summary>
    public static StorageException From(string doing, Uri vault, Response response)
    {
        string code = Code(response) ?? string.Create(CultureInfo.InvariantCulture, $"status {response.Status}");
        string request = response.Headers.TryGetValue("x-ms-request-id", out string? id) ? $"; request {id}" : "";
        return new StorageException($"{doing} failed: {Explain(code, vault, response)} ({code}{request})");
    }

    private static string Explain(string code, Uri vault, Response response) => response.Status switch
    {
        401 => $"{vault} does not take this identity. Check Keys__VaultUri, and the tenant of the identity.",
        403 when code is "ForbiddenByFirewall" or "ForbiddenByConnection" => $"{vault} refuses this network. Check the vault's network rules.",
        403 when code is "KeyDisabled" or "KeyExpired" or "KeyNotYetValid" =>
            "this version of the key is disabled or outside its time. Enable it: cases that it protects cannot be read without it.",
        403 => $"this identity may not do that. Give it the role «Key Vault Crypto User» on {vault}, and enable the key.",
        404 => $"{vault} has no such key. Make it or recover it (deleted keys can be kept for some days), or name another one (Keys__WrappingKey, Keys__SigningKey).",
        409 => "the key is being deleted or recovered. Wait, then run `resume`.",
        408 or 429 or >= 500 => ServiceCalls.WhyNotNow(response),
        _ => $"{vault} refuses it. Are the keys of the right kind (RSA to wrap, P-256 to sign)?",
    };

    private static string? Code(Response response)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(response.Content.ToMemory());
            JsonElement error = document.RootElement.GetProperty("error");
            return (error.TryGetProperty("innererror", out JsonElement inner) ? inner : error).GetProperty("code").GetString();
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
