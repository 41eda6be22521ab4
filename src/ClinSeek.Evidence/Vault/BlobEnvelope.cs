using System.Security.Cryptography;
using System.Text;
using ClinSeek.Evidence.Cases;

namespace ClinSeek.Evidence.Vault;

/// <summary>
/// AES-256-GCM envelope of a blob: <c>"CSB" 0x01</c>, key id (16 bytes), nonce (12), ciphertext, tag (16). The associated data
/// binds it to its case and header, so a blob of another case does not open.
/// </summary>
public static class BlobEnvelope
{
    /// <summary>Bytes before the ciphertext.</summary>
    public const int HeaderLength = 32;

    /// <summary>Bytes after the ciphertext.</summary>
    public const int TagLength = 16;

    /// <summary>The envelope's first bytes.</summary>
    public static ReadOnlySpan<byte> Magic => "CSB\u0001"u8;

    /// <summary>Encrypts under the case's current data key with a fresh random nonce.</summary>
    public static byte[] Seal(CaseKeys keys, ReadOnlySpan<byte> plaintext) => Seal(keys, plaintext, RandomNumberGenerator.GetBytes(12));

    /// <summary>The id of the data key an envelope needs, in lowercase hexadecimal; null where the bytes are no envelope.</summary>
    public static string? KeyIdOf(ReadOnlySpan<byte> envelope) =>
        envelope.Length >= HeaderLength + TagLength && envelope.StartsWith(Magic) ? Convert.ToHexStringLower(envelope[4..20]) : null;

    /// <summary>Decrypts; null where the bytes are no envelope, were changed, belong to another case, or need a key that is not there.</summary>
    public static byte[]? TryOpen(CaseKeys keys, ReadOnlySpan<byte> envelope)
    {
        if (KeyIdOf(envelope) is not string keyId || keys.FindDataKey(keyId) is not byte[] key)
        {
            return null;
        }

        byte[] plaintext = new byte[envelope.Length - HeaderLength - TagLength];
        using var cipher = new AesGcm(key, TagLength);
        try
        {
            cipher.Decrypt(envelope[20..32], envelope[HeaderLength..^TagLength], envelope[^TagLength..], plaintext, AssociatedData(keys.Case, envelope[..HeaderLength]));
            return plaintext;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    /// <summary>SHA-256 of an envelope in lowercase hexadecimal.</summary>
    public static string AddressOf(ReadOnlySpan<byte> envelope) => Convert.ToHexStringLower(SHA256.HashData(envelope));

    internal static byte[] Seal(CaseKeys keys, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> nonce)
    {
        byte[] envelope = new byte[HeaderLength + plaintext.Length + TagLength];
        Span<byte> bytes = envelope;
        Magic.CopyTo(bytes);
        Convert.FromHexString(keys.DataKeyId).CopyTo(bytes[4..]);
        nonce.CopyTo(bytes[20..]);
        using var cipher = new AesGcm(keys.FindDataKey(keys.DataKeyId)!, TagLength);
        cipher.Encrypt(nonce, plaintext, bytes[HeaderLength..^TagLength], bytes[^TagLength..], AssociatedData(keys.Case, bytes[..HeaderLength]));
        return envelope;
    }

    private static byte[] AssociatedData(CaseId caseId, ReadOnlySpan<byte> header) =>
        [.. Encoding.ASCII.GetBytes("clinseek/blob/v1\0" + caseId.Value + "\0"), .. header];
}
