using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ClinSeek.Auditor;

/// <summary>A checkpoint line, with the bytes its signature covers.</summary>
internal sealed record Checkpoint(string Case, long Count, string Head, string KeyId, byte[] Signature, byte[] Signed)
{
    private static readonly string[] Required = ["at", "case", "count", "head", "keyId", "signature", "v"];

    /// <summary>Reads a line; null where a field is not in its form.</summary>
    public static Checkpoint? Read(byte[] line)
    {
        if (StrictJson.Members(line) is not { } members || !Fields.AreExactly(members, Required, []))
        {
            return null;
        }

        string? caseId = Fields.Text(members["case"], Fields.CaseForm());
        long? count = Fields.Integer(members["count"], (1L << 53) - 1);
        string? head = Fields.Text(members["head"], Fields.DigestForm());
        string? keyId = Fields.Text(members["keyId"], Fields.DigestForm());
        string? signature = Fields.Text(members["signature"], Fields.SignatureForm());
        return caseId is null || count is null or 0 || head is null || keyId is null || signature is null
            || !Fields.IsTime(members["at"]) || Fields.Integer(members["v"], 1) != 1
                ? null
                : new Checkpoint(caseId, count.Value, head, keyId, Convert.FromHexString(signature), SignedPart(members));
    }

    public bool IsSignedBy(ECDsa key) => key.VerifyData(Signed, Signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    private static byte[] SignedPart(Dictionary<string, JsonElement> members)
    {
        members.Remove("signature");
        var text = new StringBuilder("clinseek/checkpoint/v1\n");
        using JsonDocument unsigned = JsonSerializer.SerializeToDocument(members);
        StrictJson.Spell(unsigned.RootElement, text);
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
