using System.Security.Cryptography;
using ClinSeek.Auditor.Tests.Testing;
using ClinSeek.Evidence.Audit;
using FsCheck;
using FsCheck.Fluent;

namespace ClinSeek.Auditor.Tests;

/// <summary>The auditor and the writer's own verifier share no code; on every record, whole or tampered with, they must say the same.</summary>
public sealed class AgreementTests
{
    private static readonly HashSet<Tampering> AlwaysSeen =
    [
        Tampering.RemovedEntry, Tampering.RepeatedEntry, Tampering.InsertedEntry, Tampering.EntryOfAnotherCase, Tampering.Emptied, Tampering.TornLine,
    ];

    public static TheoryData<string> Tamperings => [.. Enum.GetNames<Tampering>()];

    [Theory]
    [MemberData(nameof(Tamperings))]
    public void Audit_GeneratedRecords_AgreesWithTheVerifier(string name)
    {
        Tampering tampering = Enum.Parse<Tampering>(name);
        using var signer = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        int found = 0, runs = 0;
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            var written = new Written(random, "case-a", signer);
            written.Apply(tampering, random, new Written(random, "case-b", signer));

            VerificationReport ours = written.Verify();
            AuditResult theirs = written.Audit();

            runs++;
            found += ours.Ok ? 0 : 1;
            (theirs.Ok, theirs.FirstBad, theirs.Count, theirs.CaseId, theirs.BlobsChecked, theirs.CommitmentsChecked)
                .ShouldBe((ours.Ok, ours.FirstBad, ours.Count, ours.CaseId, ours.BlobsChecked, ours.CommitmentsChecked), $"seed {seed}: {ours.Reason} / {theirs.Reason}");
            theirs.AnchoredCount.ShouldBe(ours.AnchoredCount, $"seed {seed}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60).WithQuietOnSuccess(true));

        // A removed last entry that no checkpoint covers is the documented limit; everything else in the list must be seen each time.
        int expected = tampering == Tampering.None ? 0 : AlwaysSeen.Contains(tampering) && tampering != Tampering.RemovedEntry ? runs : 1;
        (tampering == Tampering.None ? -found : found).ShouldBeGreaterThanOrEqualTo(expected);
    }
}
