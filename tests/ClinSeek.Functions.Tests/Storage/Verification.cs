using System.Security.Cryptography;
using ClinSeek.Evidence.Audit;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Ledger;

namespace ClinSeek.Functions.Tests.Storage;

/// <summary>Verifies a ledger as a store gives it.</summary>
internal static class Verification
{
    public static async Task<VerificationReport> OfAsync(OpenStores open, CaseId id)
    {
        var (lines, checkpoints) = (await open.Ledger.ReadBytesAsync(id, TestContext.Current.CancellationToken))!.Value;
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(open.Keys.SigningKey.PublicKey.Span, out _);
        return await LedgerVerifier.VerifyAsync(
            new LedgerSource { Lines = LedgerChain.Lines(lines), Checkpoints = LedgerChain.Lines(checkpoints) },
            new VerificationOptions { PublicKey = key, Case = id },
            TestContext.Current.CancellationToken);
    }
}
