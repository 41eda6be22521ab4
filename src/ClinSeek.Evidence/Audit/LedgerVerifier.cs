using System.Globalization;
using ClinSeek.Evidence.Ledger;
using ClinSeek.Evidence.Vault;

namespace ClinSeek.Evidence.Audit;

/// <summary>
/// Verifies a case's record by the algorithm of docs/audit-format.md and names the first bad or missing thing. Pure: it
/// reads what it is given and keeps nothing. The stand-alone auditor does the same with code of its own.
/// </summary>
public static class LedgerVerifier
{
    /// <summary>Verifies a record.</summary>
    public static async ValueTask<VerificationReport> VerifyAsync(LedgerSource source, VerificationOptions options, CancellationToken cancellationToken)
    {
        using IEnumerator<ReadOnlyMemory<byte>> lines = source.Lines.GetEnumerator();
        if (!lines.MoveNext())
        {
            return Bad(new VerificationReport(), 1, "it is missing: the ledger is empty");
        }

        if (LedgerChain.CaseOf(lines.Current.Span)?.Value is not string caseId)
        {
            return Bad(new VerificationReport(), 1, "the line is not a canonical entry of version 1");
        }

        var report = new VerificationReport { CaseId = caseId, SignaturesChecked = options.PublicKey is not null };
        if (options.Case is Cases.CaseId wanted && wanted.Value != caseId)
        {
            return Bad(report, 1, "it belongs to another case");
        }

        (List<HeadCheckpoint> checkpoints, int badLine, string? reason) =
            CheckpointReader.Read(source.Checkpoints, caseId, options.PublicKey is { } key ? [key, .. options.FurtherPublicKeys] : [], cancellationToken);
        if (reason is not null)
        {
            return report with { FirstBad = string.Create(CultureInfo.InvariantCulture, $"checkpoint {badLine}"), Reason = reason };
        }

        report = report with { Checkpoints = checkpoints.Count };
        var checker = new EntryChecker(caseId, checkpoints, options.ExpectedHead);
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (checker.Next(lines.Current.Span, source.Blob is not null) is (long seq, string why))
            {
                return Bad(Counted(report, checker, options), seq, why);
            }

            if (checker.Blobs.Count > 0)
            {
                (report, bool whole) = await BlobsAsync(report, checker, source.Blob!, options.Keys, cancellationToken);
                if (!whole)
                {
                    return Counted(report, checker, options);
                }
            }
        }
        while (lines.MoveNext());

        report = Counted(report, checker, options);
        return options.ExpectedHead is not null && checker.ExpectedAt == 0
            ? Bad(report, checker.Count + 1, "it is missing: the ledger ends before the expected head, or was rewritten")
            : checker.CheckpointBeyond
                ? Bad(report, checker.Count + 1, "it is missing: a checkpoint covers more entries than there are")
                : report with { AnchoredCount = Math.Max(checker.ExpectedAt, options.PublicKey is null || checkpoints.Count == 0 ? 0 : checkpoints[^1].Count) };
    }

    private static async ValueTask<(VerificationReport Report, bool Whole)> BlobsAsync(
        VerificationReport report, EntryChecker checker, Func<string, CancellationToken, ValueTask<ReadOnlyMemory<byte>?>> read,
        CaseKeys? keys, CancellationToken cancellationToken)
    {
        foreach ((string name, string address, string commitment) in checker.Blobs)
        {
            ReadOnlyMemory<byte>? envelope = await read(address, cancellationToken);
            if (BlobFault(envelope, name, address, commitment, keys) is string fault)
            {
                return (report with { FirstBad = string.Create(CultureInfo.InvariantCulture, $"blob {checker.Count}/{name}"), FirstBadSeq = checker.Count, Reason = fault }, false);
            }

            report = report with { BlobsChecked = report.BlobsChecked + 1, CommitmentsChecked = report.CommitmentsChecked + (keys is null ? 0 : 1) };
        }

        return (report, true);
    }

    private static string? BlobFault(ReadOnlyMemory<byte>? envelope, string name, string address, string commitment, CaseKeys? keys)
    {
        // No envelope is empty, and a null array becomes empty memory on its way here.
        if (envelope is not { IsEmpty: false } bytes)
        {
            return "it is missing";
        }

        if (BlobEnvelope.AddressOf(bytes.Span) != address)
        {
            return "its bytes have another digest than the entry says";
        }

        if (keys is null)
        {
            return null;
        }

        return BlobEnvelope.TryOpen(keys, bytes.Span) switch
        {
            null => "it does not open with the given case key",
            byte[] plaintext when keys.Commit(name, plaintext) != commitment => "its content is not what the entry commits to",
            _ => null,
        };
    }

    private static VerificationReport Counted(VerificationReport report, EntryChecker checker, VerificationOptions options) =>
        report with
        {
            Count = checker.Count,
            Head = checker.Count == 0 ? null : checker.Head,
            SignaturesChecked = options.PublicKey is not null,
        };

    private static VerificationReport Bad(VerificationReport report, long seq, string reason) =>
        report with { FirstBad = string.Create(CultureInfo.InvariantCulture, $"entry {seq}"), FirstBadSeq = seq, Reason = reason };
}
