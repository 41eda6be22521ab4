using System.Text.Json;
using Encoding = System.Buffers.Text.Base64Url;

namespace ClinSeek.Functions.Storage.KeyVault;

/// <summary>Bytes as the vault writes them.</summary>
internal static class Base64Url
{
    /// <summary>The text of some bytes.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes) => Encoding.EncodeToString(bytes);

    /// <summary>The bytes of an object's member; null where it is missing or not base64url.</summary>
    public static byte[]? Decode(JsonElement owner, string member)
    {
        if (owner.ValueKind != JsonValueKind.Object || !owner.TryGetProperty(member, out JsonElement value) || value.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        string text = value.GetString()!;
        byte[] bytes = new byte[Encoding.GetMaxDecodedLength(text.Length)];
        return Encoding.IsValid(text) && Encoding.TryDecodeFromChars(text, bytes, out int length) ? bytes[..length] : null;
    }
}
