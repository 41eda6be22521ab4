using System.Security.Cryptography;
using ClinSeek.Evidence.Audit;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Ledger;
using ClinSeek.Functions.Storage;

namespace ClinSeek.Functions.Cases;

/// <summary>Verifies a case folder: chain, signatures, ciphertexts, and with the case's keys the commitments.</summary>
public sealed class CaseVerifier(IEvidenceStore store, ILedgerStore ledger, IKeyProvider keys)
{
    /// <summary>The report, or null where there is no such case.</summary>
    /// <exception cref="CaseRefusedException">The expected head is not one.</exception>
    public async ValueTask<CheckReport?> VerifyAsync(CaseId id, bool withKey, string? expectHead, CancellationToken cancellationToken)
    {
        if (await ledger.ReadBytesAsync(id, cancellationToken) is not { } record)
        {
            return null;
        }

        ExpectedHead? expected = null;
        if (expectHead is not null && !ExpectedHead.TryParse(expectHead, out expected))
        {
            throw new CaseRefusedException("The expected head is not one; give the 64 hexadecimal digits that an earlier run printed as ledgerHead.");
        }

        List<ECDsa> publicKeys = [.. (await keys.SigningKeysAsync(cancellationToken)).Select(Import)];
        var options = new VerificationOptions
        {
            Case = id,
            PublicKey = publicKeys[0],
            FurtherPublicKeys = publicKeys[1..],
            ExpectedHead = expected,
            Keys = withKey ? await store.KeysAsync(id, cancellationToken) ?? throw new StorageException($"Case '{id}' was erased: its keys are gone. Verify it without --key.") : null,
        };
        var source = new LedgerSource
        {
            Lines = LedgerChain.Lines(record.Ledger),
            Checkpoints = LedgerChain.Lines(record.Checkpoints),
            Blob = (address, stop) => store.ReadEnvelopeAsync(id, address, stop),
        };
        VerificationReport report = await LedgerVerifier.VerifyAsync(source, options, cancellationToken);
        publicKeys.ForEach(static key => key.Dispose());
        return new CheckReport(id.Value, report.Ok, (int)report.Count, report.FirstBad, report.Reason);
    }

    private static ECDsa Import(SigningKey key)
    {
        var imported = ECDsa.Create();
        imported.ImportSubjectPublicKeyInfo(key.PublicKey.Span, out _);
        return imported;
    }
}
