using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ClinSeek.Evidence.Cases;

namespace ClinSeek.Evidence.Ledger;

/// <summary>A signed statement that a case's ledger had so many entries and this head; one line of <c>checkpoints.jsonl</c>.</summary>
/// <param name="Case">The case.</param>
/// <param name="Count">Entries covered.</param>
/// <param name="Head">SHA-256 of the line of entry <paramref name="Count"/>.</param>
/// <param name="At">When it was signed, by the signer's clock.</param>
/// <param name="KeyId">SHA-256 of the signer's public key (DER SubjectPublicKeyInfo), lowercase hexadecimal.</param>
/// <param name="Signature">ECDSA P-256 with SHA-256 over <see cref="SignedBytes"/>: r and s, 32 bytes each (IEEE P1363), lowercase hexadecimal.</param>
public sealed record HeadCheckpoint(CaseId Case, long Count, string Head, DateTimeOffset At, string KeyId, string Signature)
{
    /// <summary>Signs a head. The delegate gets the bytes to sign and returns 64 bytes in IEEE P1363 form, so a key may stay in a vault.</summary>
    public static async ValueTask<HeadCheckpoint> SignAsync(
        LedgerHead head, DateTimeOffset at, string keyId, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask<byte[]>> sign, CancellationToken cancellationToken)
    {
        var unsigned = new HeadCheckpoint(head.Case, head.Count, head.Hash, at, keyId, "");
        byte[] signature = await sign(unsigned.SignedBytes(), cancellationToken);
        return unsigned with { Signature = Convert.ToHexStringLower(signature) };
    }

    /// <summary>Signs a head with a key at hand.</summary>
    public static HeadCheckpoint Sign(LedgerHead head, DateTimeOffset at, ECDsa key)
    {
        var unsigned = new HeadCheckpoint(head.Case, head.Count, head.Hash, at, KeyIdOf(key), "");
        byte[] signature = key.SignData(unsigned.SignedBytes(), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return unsigned with { Signature = Convert.ToHexStringLower(signature) };
    }

    /// <summary>The id of a signing key: SHA-256 of its DER SubjectPublicKeyInfo.</summary>
    public static string KeyIdOf(ECDsa key) => Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));

    /// <summary>What is signed: <c>clinseek/checkpoint/v1</c>, a line feed, and the canonical checkpoint without its signature.</summary>
    public byte[] SignedBytes() => Encoding.ASCII.GetBytes("clinseek/checkpoint/v1\n" + Text(signed: false));

    /// <summary>Whether the signature is the key's over this checkpoint.</summary>
    public bool IsSignedBy(ECDsa key) =>
        KeyId == KeyIdOf(key)
        && key.VerifyData(SignedBytes(), Convert.FromHexString(Signature), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    /// <summary>The canonical line, without the line feed that ends it.</summary>
    public byte[] ToLine() => Encoding.ASCII.GetBytes(Text(signed: true));

    /// <summary>Reads a canonical line; null where it is none.</summary>
    public static HeadCheckpoint? TryParse(ReadOnlySpan<byte> line)
    {
        var scanner = new LineScanner(line);
        return scanner.Literal("{\"at\":\""u8) && scanner.Text(LineScanner.TextBytes, 24, 24, out ReadOnlySpan<byte> at) && LedgerTime.IsTime(at)
            && scanner.Literal(",\"case\":\""u8) && scanner.Text(LineScanner.CaseBytes, 1, 60, out ReadOnlySpan<byte> caseId)
            && scanner.Literal(",\"count\":"u8) && scanner.Integer(LedgerLine.MaximumInteger, out long count) && count > 0
            && scanner.Literal(",\"head\":\""u8) && scanner.Text(LineScanner.Hexadecimal, 64, 64, out ReadOnlySpan<byte> head)
            && scanner.Literal(",\"keyId\":\""u8) && scanner.Text(LineScanner.Hexadecimal, 64, 64, out ReadOnlySpan<byte> keyId)
            && scanner.Literal(",\"signature\":\""u8) && scanner.Text(LineScanner.Hexadecimal, 128, 128, out ReadOnlySpan<byte> signature)
            && scanner.Literal(",\"v\":1}"u8) && scanner.AtEnd
                ? new HeadCheckpoint(
                    CaseId.Parse(Encoding.ASCII.GetString(caseId)), count, Encoding.ASCII.GetString(head),
                    LedgerTime.Parse(Encoding.ASCII.GetString(at)), Encoding.ASCII.GetString(keyId), Encoding.ASCII.GetString(signature))
                : null;
    }

    private string Text(bool signed) => string.Create(
        CultureInfo.InvariantCulture,
        $"{{\"at\":\"{LedgerTime.Format(At)}\",\"case\":\"{Case.Value}\",\"count\":{Count},\"head\":\"{Head}\",\"keyId\":\"{KeyId}\",{(signed ? $"\"signature\":\"{Signature}\"," : "")}\"v\":1}}");
}
