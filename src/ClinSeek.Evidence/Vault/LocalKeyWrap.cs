using System.Security.Cryptography;

namespace ClinSeek.Evidence.Vault;

/// <summary>AES-256-GCM wrapping under a key at hand: <c>"CSW" 0x01</c>, nonce (12 bytes), ciphertext, tag (16).</summary>
public static class LocalKeyWrap
{
    private const int Header = 16;
    private const int Tag = 16;

    /// <summary>Wraps bytes under a 32-byte key.</summary>
    public static byte[] Wrap(ReadOnlySpan<byte> key, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> associatedData)
    {
        byte[] wrapped = new byte[Header + bytes.Length + Tag];
        Span<byte> output = wrapped;
        "CSW\u0001"u8.CopyTo(output);
        RandomNumberGenerator.Fill(output[4..Header]);
        using var cipher = new AesGcm(key, Tag);
        cipher.Encrypt(output[4..Header], bytes, output[Header..^Tag], output[^Tag..], associatedData);
        return wrapped;
    }

    /// <summary>Unwraps; null where the key is another or the bytes were changed.</summary>
    public static byte[]? TryUnwrap(ReadOnlySpan<byte> key, ReadOnlySpan<byte> wrapped, ReadOnlySpan<byte> associatedData)
    {
        if (wrapped.Length < Header + Tag || !wrapped.StartsWith("CSW\u0001"u8))
        {
            return null;
        }

        byte[] bytes = new byte[wrapped.Length - Header - Tag];
        using var cipher = new AesGcm(key, Tag);
        try
        {
            cipher.Decrypt(wrapped[4..Header], wrapped[Header..^Tag], wrapped[^Tag..], bytes, associatedData);
            return bytes;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    /// <summary>Wrapping under a key, as a provider's delegate.</summary>
    public static KeyWrap Wrapping(byte[] key) => (bytes, data, _) => ValueTask.FromResult<byte[]?>(Wrap(key, bytes.Span, data.Span));

    /// <summary>Unwrapping under a key, as a provider's delegate.</summary>
    public static KeyWrap Unwrapping(byte[] key) => (bytes, data, _) => ValueTask.FromResult(TryUnwrap(key, bytes.Span, data.Span));
}
