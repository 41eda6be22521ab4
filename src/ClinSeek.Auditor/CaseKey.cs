using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ClinSeek.Auditor;

/// <summary>A case's opened keys: opens blobs and computes commitments.</summary>
internal sealed class CaseKey(string caseId, byte[] commitmentKey, IReadOnlyList<byte[]> dataKeys)
{
    /// <summary>Reads a case key document; null where it is none.</summary>
    public static CaseKey? Read(byte[] document)
    {
        try
        {
            using var json = JsonDocument.Parse(document);
            JsonElement root = json.RootElement;
            byte[] commitment = Convert.FromHexString(root.GetProperty("commitmentKey").GetString() ?? "");
            byte[][] data = [.. root.GetProperty("dataKeys").EnumerateArray().Select(static key => Convert.FromHexString(key.GetString() ?? ""))];
            return root.GetProperty("v").GetInt32() == 1 && commitment.Length == 32 && data.Length > 0 && data.All(static key => key.Length == 32)
                ? new CaseKey(root.GetProperty("case").GetString() ?? "", commitment, data)
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The plaintext of an envelope, or null where it does not open.</summary>
    public byte[]? Open(byte[] envelope)
    {
        const int header = 4 + 16 + 12, tag = 16;
        if (envelope.Length < header + tag || !envelope.AsSpan(0, 4).SequenceEqual("CSB\u0001"u8))
        {
            return null;
        }

        byte[]? key = dataKeys.FirstOrDefault(key => SHA256.HashData([.. "clinseek/key-id/v1\0"u8, .. key]).AsSpan(0, 16).SequenceEqual(envelope.AsSpan(4, 16)));
        if (key is null)
        {
            return null;
        }

        byte[] associated = [.. Encoding.ASCII.GetBytes($"clinseek/blob/v1\0{caseId}\0"), .. envelope.AsSpan(0, header)];
        byte[] plaintext = new byte[envelope.Length - header - tag];
        try
        {
            using var cipher = new AesGcm(key, tag);
            cipher.Decrypt(envelope.AsSpan(20, 12), envelope.AsSpan(header, plaintext.Length), envelope.AsSpan(envelope.Length - tag), plaintext, associated);
            return plaintext;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    /// <summary>The commitment to a plaintext under its name.</summary>
    public string Commit(string name, byte[] plaintext)
    {
        byte[] committed = [.. Encoding.ASCII.GetBytes($"clinseek/commitment/v1\0{caseId}\0{name}\0"), .. plaintext];
        return Convert.ToHexStringLower(HMACSHA256.HashData(commitmentKey, committed));
    }
}
