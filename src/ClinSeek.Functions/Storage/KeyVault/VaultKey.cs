using System.Security.Cryptography;
using System.Text.Json;

namespace ClinSeek.Functions.Storage.KeyVault;

/// <summary>One version of a vault's key, as the vault describes it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Uri">Its id as the vault writes it.</param>
/// <param name="PublicKey">The public key of a P-256 key as DER SubjectPublicKeyInfo; null for another kind.</param>
internal sealed record VaultKey(VaultKeyId Id, string Uri, byte[]? PublicKey)
{
    /// <summary>Reads a key bundle; null where it is none of this vault's.</summary>
    public static VaultKey? Read(Uri vault, JsonElement bundle)
    {
        if (bundle.ValueKind != JsonValueKind.Object || !bundle.TryGetProperty("key", out JsonElement key) || key.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        string? uri = Text(key, "kid");
        return VaultKeyId.TryParse(vault, uri, out VaultKeyId? id) ? new VaultKey(id.Value, uri!, ReadPublicKey(key)) : null;
    }

    /// <summary>A member's text; null where it has none.</summary>
    public static string? Text(JsonElement owner, string member) =>
        owner.TryGetProperty(member, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static byte[]? ReadPublicKey(JsonElement key)
    {
        if (Text(key, "kty") is not ("EC" or "EC-HSM") || Text(key, "crv") != "P-256"
            || Base64Url.Decode(key, "x") is not { Length: 32 } x || Base64Url.Decode(key, "y") is not { Length: 32 } y)
        {
            return null;
        }

        using var parsed = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = x, Y = y } });
        return parsed.ExportSubjectPublicKeyInfo();
    }
}
