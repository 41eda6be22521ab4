using System.Security.Cryptography;
using System.Text;
using ClinSeek.Evidence.Audit;
using ClinSeek.Evidence.Ledger;
using ClinSeek.Evidence.Tests.Testing;
using ClinSeek.Evidence.Vault;

namespace ClinSeek.Evidence.Tests.Audit;

public sealed class LedgerVerifierTests : IDisposable
{
    private readonly SampleCase _case = new();

    public void Dispose() => _case.Dispose();

    [Fact]
    public async Task Verify_WholeCase_IsOkAndSaysWhatWasChecked()
    {
        VerificationReport report = await VerifyAsync();

        report.FirstBad.ShouldBeNull(report.Reason);
        report.Ok.ShouldBeTrue();
        report.CaseId.ShouldBe("case-1");
        report.Count.ShouldBe(7);
        report.Head.ShouldBe(_case.Ledger.Head.Hash);
        report.Checkpoints.ShouldBe(6);
        report.BlobsChecked.ShouldBe(13);
        report.CommitmentsChecked.ShouldBe(13);
        report.AnchoredCount.ShouldBe(7);
        report.UnanchoredTail.ShouldBe(0);
    }

    [Fact]
    public async Task Verify_WithoutKeysOrBlobs_IsOkAndClaimsLess()
    {
        VerificationReport report = await LedgerVerifier.VerifyAsync(Source(blobs: false), new VerificationOptions(), Cancellation);

        report.Ok.ShouldBeTrue();
        report.SignaturesChecked.ShouldBeFalse();
        report.BlobsChecked.ShouldBe(0);
        report.AnchoredCount.ShouldBe(0);
        report.UnanchoredTail.ShouldBe(7);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(6)]
    public async Task Verify_ChangedEntry_NamesIt(int at)
    {
        _case.Lines[at] = Changed(_case.Lines[at]);

        await ShouldBeBad($"entry {at + 1}");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public async Task Verify_ChangedEntryWithoutCheckpoints_NamesIt(int at)
    {
        _case.Checkpoints.Clear();
        _case.Lines[at] = Changed(_case.Lines[at]);

        await ShouldBeBad($"entry {at + 1}");
    }

    [Fact]
    public async Task Verify_RewrittenLedger_IsHeldByTheSignedHead()
    {
        using var other = new SampleCase();
        _case.Lines.Clear();
        _case.Lines.AddRange(other.Lines);

        VerificationReport report = await LedgerVerifier.VerifyAsync(Source(blobs: false), new VerificationOptions { PublicKey = _case.Signer }, Cancellation);

        report.FirstBad.ShouldBe("entry 2", report.Reason);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task Verify_RemovedEntry_NamesTheMissingOne(int at)
    {
        _case.Lines.RemoveAt(at);

        await ShouldBeBad($"entry {at + 1}", "missing");
    }

    [Fact]
    public async Task Verify_InsertedEntry_NamesIt()
    {
        LedgerEntry third = LedgerEntry.TryParse(_case.Lines[3])!;
        _case.Lines.Insert(3, (third with { Body = third.Body with { Actor = "intruder" } }).ToLine());

        await ShouldBeBad("entry 4");
    }

    [Fact]
    public async Task Verify_RepeatedEntry_NamesIt()
    {
        _case.Lines.Insert(3, _case.Lines[2]);

        await ShouldBeBad("entry 4");
    }

    [Fact]
    public async Task Verify_ReorderedEntries_NamesTheFirst()
    {
        (_case.Lines[3], _case.Lines[4]) = (_case.Lines[4], _case.Lines[3]);

        await ShouldBeBad("entry 4");
    }

    [Fact]
    public async Task Verify_TruncatedBehindACheckpoint_NamesTheFirstMissing()
    {
        _case.Lines.RemoveRange(5, 2);

        await ShouldBeBad("entry 6", "missing");
    }

    [Fact]
    public async Task Verify_TruncatedWithItsCheckpoints_IsSeenByAnExpectedHeadOnly()
    {
        string head = _case.Ledger.Head.Hash;
        _case.Lines.RemoveAt(6);
        _case.Checkpoints.RemoveAt(5);

        (await VerifyAsync()).Ok.ShouldBeTrue();
        await ShouldBeBad("entry 7", "missing", new ExpectedHead(null, head));
        await ShouldBeBad("entry 7", "missing", new ExpectedHead(7, head));
    }

    [Fact]
    public async Task Verify_ExpectedHeadOfEarlier_IsOkAndAnchorsThatFar()
    {
        VerificationReport report = await LedgerVerifier.VerifyAsync(
            Source(), new VerificationOptions { ExpectedHead = new ExpectedHead(3, LedgerHead.HashOf(_case.Lines[2])) }, Cancellation);

        report.Ok.ShouldBeTrue();
        report.AnchoredCount.ShouldBe(3);
        report.UnanchoredTail.ShouldBe(4);
        await ShouldBeBad("entry 3", expected: new ExpectedHead(3, _case.Ledger.Head.Hash));
    }

    [Fact]
    public async Task Verify_EmptyLedger_NamesTheFirstEntry()
    {
        _case.Lines.Clear();

        await ShouldBeBad("entry 1", "missing");
    }

    [Fact]
    public async Task Verify_MissingBlob_NamesEntryAndBlob()
    {
        _case.Blobs.Remove(Address(3, "turn"));

        await ShouldBeBad("blob 4/turn", "missing");
    }

    [Fact]
    public async Task Verify_ChangedBlob_NamesEntryAndBlob()
    {
        _case.Blobs[Address(3, "turn")][40] ^= 1;

        await ShouldBeBad("blob 4/turn", "digest");
    }

    [Fact]
    public async Task Verify_SwappedBlobs_NamesTheFirst()
    {
        string one = Address(3, "journal"), two = Address(3, "turn");
        (_case.Blobs[one], _case.Blobs[two]) = (_case.Blobs[two], _case.Blobs[one]);

        await ShouldBeBad("blob 4/journal", "digest");
    }

    [Fact]
    public async Task Verify_OtherContentUnderAWrittenCommitment_IsFoundWithTheKeysOnly()
    {
        SealedBlob truth = _case.Keys.Seal("turn", "the truth"u8), lie = _case.Keys.Seal("turn", "a lie"u8);
        _case.Append(new LedgerDraft { At = SampleCase.Start, Kind = LedgerKinds.StepRecorded, Actor = "x", Epoch = 0, Step = 99 }
            .With(lie with { Commitment = truth.Commitment }));
        _case.Blobs[lie.Address] = lie.Envelope.ToArray();

        await ShouldBeBad("blob 8/turn", "commits");
        (await LedgerVerifier.VerifyAsync(Source(), new VerificationOptions(), Cancellation)).Ok.ShouldBeTrue();
    }

    [Fact]
    public async Task Verify_ForgedCheckpoint_NamesIt()
    {
        using var forger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        HeadCheckpoint real = HeadCheckpoint.TryParse(_case.Checkpoints[2])!;
        HeadCheckpoint forged = HeadCheckpoint.Sign(new LedgerHead(real.Case, real.Count, real.Head, 0, 0, false), real.At, forger);

        _case.Checkpoints[2] = (forged with { KeyId = real.KeyId }).ToLine();
        await ShouldBeBad("checkpoint 3", "signature");
        _case.Checkpoints[2] = forged.ToLine();
        await ShouldBeBad("checkpoint 3", "another key");
        _case.Checkpoints[2] = (real with { Count = 9 }).ToLine();
        await ShouldBeBad("checkpoint 3", "signature");
    }

    [Fact]
    public async Task Verify_WrongPublicKey_NamesTheFirstCheckpoint()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        VerificationReport report = await LedgerVerifier.VerifyAsync(Source(), new VerificationOptions { PublicKey = other }, Cancellation);

        report.FirstBad.ShouldBe("checkpoint 1");
    }

    [Fact]
    public async Task Verify_WrongCaseKey_NamesTheFirstBlob()
    {
        VerificationReport report = await LedgerVerifier.VerifyAsync(
            Source(), new VerificationOptions { Keys = CaseKeys.Create(_case.Id) }, Cancellation);

        report.FirstBad.ShouldBe("blob 1/request");
    }

    [Fact]
    public async Task Verify_EntryOfAnotherCase_NamesIt()
    {
        using var other = new SampleCase("case-2");
        _case.Lines[4] = other.Lines[4];

        await ShouldBeBad("entry 5", "another case");
    }

    [Fact]
    public async Task Verify_KeysDestroyed_StillVerifiesChainSignaturesAndCiphertexts()
    {
        VerificationReport report = await LedgerVerifier.VerifyAsync(Source(), new VerificationOptions { PublicKey = _case.Signer }, Cancellation);

        report.Ok.ShouldBeTrue();
        report.BlobsChecked.ShouldBe(13);
        report.CommitmentsChecked.ShouldBe(0);
    }

    [Theory]
    [InlineData("8", null)]
    [InlineData("", null)]
    [InlineData("0:HASH", null)]
    [InlineData("7:HASH", 7L)]
    [InlineData("HASH", -1L)]
    public void TryParse_ExpectedHead_ReadsBothForms(string text, long? count)
    {
        bool read = ExpectedHead.TryParse(text.Replace("HASH", new string('a', 64), StringComparison.Ordinal), out ExpectedHead? head);

        read.ShouldBe(count is not null);
        (head?.Count ?? -1).ShouldBe(count ?? -1);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static byte[] Changed(byte[] line) =>
        Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(line).Replace("orchestrator", "orchestratox", StringComparison.Ordinal));

    private string Address(int at, string name) => LedgerEntry.TryParse(_case.Lines[at])!.Body.Blobs[name];

    private async Task ShouldBeBad(string item, string reason = "", ExpectedHead? expected = null)
    {
        VerificationReport report = await LedgerVerifier.VerifyAsync(
            Source(), new VerificationOptions { PublicKey = _case.Signer, Keys = _case.Keys, ExpectedHead = expected }, Cancellation);

        report.Ok.ShouldBeFalse();
        report.FirstBad.ShouldBe(item, report.Reason);
        report.Reason!.ShouldContain(reason);
    }

    private ValueTask<VerificationReport> VerifyAsync() =>
        LedgerVerifier.VerifyAsync(Source(), new VerificationOptions { PublicKey = _case.Signer, Keys = _case.Keys, Case = _case.Id }, Cancellation);

    private LedgerSource Source(bool blobs = true) => new()
    {
        Lines = _case.Lines.Select(static line => (ReadOnlyMemory<byte>)line),
        Checkpoints = _case.Checkpoints.Select(static line => (ReadOnlyMemory<byte>)line),
        Blob = blobs ? (address, _) => ValueTask.FromResult<ReadOnlyMemory<byte>?>(_case.Blobs.TryGetValue(address, out byte[]? bytes) ? bytes : null) : null,
    };
}
