using System.Security.Cryptography;
using System.Text;
using ClinSeek.Evidence.Audit;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Ledger;
using ClinSeek.Evidence.Vault;
using ClinSeek.Functions.Storage;
using ClinSeek.Functions.Tests.Testing;

namespace ClinSeek.Functions.Tests.Storage;

/// <summary>What every store promises, wherever the record lies.</summary>
public abstract class StoreContractTests : IDisposable
{
    private static readonly CaseId Id = CaseId.Parse("store-case");

    private protected TemporaryFolder Folder { get; } = new();

    private protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task PutIfAbsent_NameTaken_GivesTheFirstContent()
    {
        StoredDocument first = await (await OpenAsync()).Store.PutIfAbsentAsync(Id, 0, "s1-turn", Bytes("first"), Stop);
        StoredDocument second = await (await OpenAsync()).Store.PutIfAbsentAsync(Id, 0, "s1-turn", Bytes("second"), Stop);

        Text(second.Content).ShouldBe("first");
        (second.Blob, second.Commitment).ShouldBe((first.Blob, first.Commitment));
    }

    [Fact]
    public async Task PutIfAbsent_ManyWritersAtOnce_AgreeOnOneContentAndLeaveOneBlob()
    {
        OpenStores[] writers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => OpenAsync()));

        StoredDocument[] stored = await Task.WhenAll(writers.Select((writer, number) =>
            Task.Run(async () => await writer.Store.PutIfAbsentAsync(Id, 0, "e1.1", Bytes($"content {number}"), Stop), Stop)));

        stored.Select(static document => Text(document.Content)).Distinct().Count().ShouldBe(1);
        stored.Select(static document => document.Blob).Distinct().Count().ShouldBe(1);
        (await NamesAsync(Id)).ShouldBe([$"blobs/{stored[0].Blob}", "keys.json", "names/e1.1.json"], ignoreOrder: true);
    }

    [Fact]
    public async Task Read_NothingThere_IsNull()
    {
        OpenStores open = await OpenAsync();

        (await open.Store.ReadAsync(Id, "s1-turn", Stop)).ShouldBeNull();
        (await open.Store.FindAsync(Id, "s1-turn", Stop)).ShouldBeNull();
        (await open.Store.ReadEnvelopeAsync(Id, new string('a', 64), Stop)).ShouldBeNull();
        (await open.Store.KeysAsync(Id, Stop)).ShouldBeNull();
        (await open.Ledger.ReadBytesAsync(Id, Stop)).ShouldBeNull();
        (await open.Ledger.ReadAsync(Id, Stop)).Head.Count.ShouldBe(0);
    }

    [Fact]
    public async Task PutBlob_AnyContent_ReadsBackAndLiesEncryptedUnderItsDigest()
    {
        SealedBlob blob = await (await OpenAsync()).Store.PutBlobAsync(Id, "journal", Bytes("what was found"), Stop);

        OpenStores other = await OpenAsync();
        Text(await other.Store.ReadBlobAsync(Id, blob.Address, Stop)).ShouldBe("what was found");
        ReadOnlyMemory<byte> envelope = (await other.Store.ReadEnvelopeAsync(Id, blob.Address, Stop))!.Value;
        Convert.ToHexStringLower(SHA256.HashData(envelope.Span)).ShouldBe(blob.Address);
        Encoding.Latin1.GetString(envelope.Span).ShouldNotContain("what was found");
    }

    [Fact]
    public async Task PutIfAbsent_LargeDocument_ReadsBack()
    {
        // Three blocks and a bit, where blobs travel in blocks.
        byte[] content = new byte[26_000_001];
        new Random(20260301).NextBytes(content);

        await (await OpenAsync()).Store.PutIfAbsentAsync(Id, 0, "snapshot", content, Stop);

        (await (await OpenAsync()).Store.ReadAsync(Id, "snapshot", Stop))!.Content.Span.SequenceEqual(content).ShouldBeTrue();
    }

    /// <summary>A record with films: hundreds of megabytes in one document.</summary>
    [Fact]
    [Trait("Category", "Endurance")]
    public async Task PutIfAbsent_HugeDocument_ReadsBack()
    {
        byte[] content = GC.AllocateUninitializedArray<byte>(300_000_000);
        new Random(20260303).NextBytes(content);

        await (await OpenAsync()).Store.PutIfAbsentAsync(Id, 0, "film", content, Stop);

        (await (await OpenAsync()).Store.ReadAsync(Id, "film", Stop))!.Content.Span.SequenceEqual(content).ShouldBeTrue();
    }

    [Fact]
    public async Task Read_BlobChanged_SaysSoAndNamesTheRemedy()
    {
        OpenStores open = await OpenAsync();
        StoredDocument document = await open.Store.PutIfAbsentAsync(Id, 0, "e1.1", Bytes("content"), Stop);
        byte[] envelope = (await open.Objects.ReadAsync(Id, "blobs/" + document.Blob, Stop))!;
        envelope[^1] ^= 1;
        await ReplaceAsync(Id, "blobs/" + document.Blob, envelope);

        StorageException exception = await Should.ThrowAsync<StorageException>(async () => await open.Store.ReadAsync(Id, "e1.1", Stop));

        exception.Message.ShouldContain("was changed");
        exception.Message.ShouldContain("verify store-case");
    }

    [Fact]
    public async Task Read_BlobOrKeysGone_SaysWhich()
    {
        OpenStores open = await OpenAsync();
        StoredDocument lost = await open.Store.PutIfAbsentAsync(Id, 0, "e1.1", Bytes("content"), Stop);
        await open.Store.PutIfAbsentAsync(Id, 0, "e1.2", Bytes("content"), Stop);
        await open.Objects.DeleteAsync(Id, "blobs/" + lost.Blob, Stop);
        await open.Objects.DeleteAsync(Id, "keys.json", Stop);

        IEvidenceStore other = (await OpenAsync()).Store;
        (await Should.ThrowAsync<StorageException>(async () => await other.ReadAsync(Id, "e1.1", Stop))).Message.ShouldContain("is missing");
        (await Should.ThrowAsync<StorageException>(async () => await other.ReadAsync(Id, "e1.2", Stop))).Message.ShouldContain("was erased");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"case\":\"store-case\",\"provider\":\"local\",\"wrappingKeyId\":\"KEY\",\"wrapped\":\"%%%\",\"v\":1}")]
    [InlineData("{\"case\":\"Not A Case\",\"provider\":\"local\",\"wrappingKeyId\":\"KEY\",\"wrapped\":\"AAAA\",\"v\":1}")]
    [InlineData("{\"case\":\"store-case\",\"provider\":\"local\",\"wrappingKeyId\":\"KEY\",\"wrapped\":\"AAAA\",\"v\":1}")]
    public async Task Read_KeysChanged_SaysSo(string document)
    {
        OpenStores open = await OpenAsync();
        await open.Store.PutIfAbsentAsync(Id, 0, "e1.1", Bytes("content"), Stop);
        await ReplaceAsync(Id, "keys.json", Bytes(document.Replace("KEY", open.Keys.WrappingKeyId, StringComparison.Ordinal)).ToArray());

        (await Should.ThrowAsync<StorageException>(async () => await (await OpenAsync()).Store.ReadAsync(Id, "e1.1", Stop))).Message.ShouldContain("keys.json was changed");
    }

    [Fact]
    public async Task Append_SameStepAgain_GivesTheRecordedHeadAndWritesNothing()
    {
        ILedgerStore ledger = (await OpenAsync()).Ledger;
        await ledger.AppendAsync(Id, Draft(LedgerKinds.CaseOpened), Stop);
        LedgerAppend first = await ledger.AppendAsync(Id, Draft(LedgerKinds.StepRecorded, step: 0), Stop);
        await ledger.AppendAsync(Id, Draft(LedgerKinds.StepRecorded, step: 1), Stop);

        foreach (ILedgerStore again in new[] { ledger, (await OpenAsync()).Ledger })
        {
            LedgerAppend repeated = await again.AppendAsync(Id, Draft(LedgerKinds.StepRecorded, step: 0), Stop);
            repeated.Outcome.ShouldBe(LedgerAppendOutcome.AlreadyRecorded);
            repeated.Head.Hash.ShouldBe(first.Head.Hash);
        }

        (await ledger.ReadAsync(Id, Stop)).Head.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Append_TwoStoresInTurn_EachGoesOnFromTheOther()
    {
        OpenStores[] stores = [await OpenAsync(), await OpenAsync()];
        await stores[0].Ledger.AppendAsync(Id, Draft(LedgerKinds.CaseOpened), Stop);
        for (int step = 0; step < 8; step++)
        {
            await stores[step % 2].Ledger.AppendAsync(Id, Draft(LedgerKinds.StepRecorded, step: step), Stop);
            (await stores[(step + 1) % 2].Ledger.ReadAsync(Id, Stop)).Head.LastStep.ShouldBe(step);
        }

        await ShouldVerifyAsync(9);
    }

    [Fact]
    public async Task Append_ManyWritersAtOnce_EveryEntryStandsOnceInOneSignedChain()
    {
        OpenStores[] writers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => OpenAsync()));
        await writers[0].Ledger.AppendAsync(Id, Draft(LedgerKinds.CaseOpened), Stop);

        // Each note is recorded by two of them.
        await Task.WhenAll(writers.Select((writer, number) => Task.Run(
            async () =>
            {
                for (int note = 0; note < 5; note++)
                {
                    await writer.Ledger.AppendAsync(Id, Draft(LedgerKinds.OperatorNote, request: $"note-{number / 2}-{note}"), Stop);
                }
            },
            Stop)));

        await ShouldVerifyAsync(16);
    }

    [Fact]
    public async Task Write_LaterRunHasTheCase_IsRefused()
    {
        OpenStores open = await OpenAsync();
        OpenStores late = await OpenAsync();
        await open.Ledger.AppendAsync(Id, Draft(LedgerKinds.CaseOpened), Stop);
        (await late.Ledger.ReadAsync(Id, Stop)).Head.Epoch.ShouldBe(0);
        await open.Ledger.AppendAsync(Id, Draft(LedgerKinds.CaseResumed, epoch: 1), Stop);

        await Should.ThrowAsync<StaleEpochException>(async () => await late.Ledger.AppendAsync(Id, Draft(LedgerKinds.StepRecorded, step: 0), Stop));
        await Should.ThrowAsync<StaleEpochException>(async () => await late.Store.PutIfAbsentAsync(Id, 0, "s1-turn", Bytes("late"), Stop));
        (await open.Store.ReadAsync(Id, "s1-turn", Stop)).ShouldBeNull();
    }

    [Fact]
    public async Task Append_SealedCase_TakesAnOperatorsNoteAndNothingElse()
    {
        OpenStores open = await OpenAsync();
        OpenStores late = await OpenAsync();
        await open.Ledger.AppendAsync(Id, Draft(LedgerKinds.CaseOpened), Stop);
        await late.Ledger.ReadAsync(Id, Stop);
        await open.Ledger.AppendAsync(Id, Draft(LedgerKinds.CaseSealed), Stop);

        await Should.ThrowAsync<CaseEndedException>(async () => await late.Ledger.AppendAsync(Id, Draft(LedgerKinds.StepRecorded, step: 0), Stop));
        await late.Ledger.AppendAsync(Id, Draft(LedgerKinds.OperatorNote, request: "r1"), Stop);

        await ShouldVerifyAsync(3);
    }

    [Fact]
    public async Task Append_FirstEntryIsNoOpening_IsRefused()
    {
        ILedgerStore ledger = (await OpenAsync()).Ledger;

        await Should.ThrowAsync<InvalidOperationException>(async () => await ledger.AppendAsync(Id, Draft(LedgerKinds.StepRecorded, step: 0), Stop));
        (await ledger.ReadBytesAsync(Id, Stop)).ShouldBeNull();
    }

    [Fact]
    public async Task Read_LineChanged_IsBrokenForWhoKnewItAndForWhoDidNot()
    {
        OpenStores open = await OpenAsync();
        await open.Ledger.AppendAsync(Id, Draft(LedgerKinds.CaseOpened), Stop);
        await open.Ledger.AppendAsync(Id, Draft(LedgerKinds.StepRecorded, step: 0), Stop);
        byte[] document = (await open.Ledger.ReadBytesAsync(Id, Stop))!.Value.Ledger;
        string changed = Encoding.ASCII.GetString(document).Replace("\"orchestrator\"", "\"someone-else\"", StringComparison.Ordinal);
        await ReplaceAsync(Id, "ledger.jsonl", Encoding.ASCII.GetBytes(changed + changed[..^1] + "\n"));

        foreach (ILedgerStore ledger in new[] { open.Ledger, (await OpenAsync()).Ledger })
        {
            await Should.ThrowAsync<LedgerBrokenException>(async () => await ledger.ReadAsync(Id, Stop));
        }
    }

    [Fact]
    public async Task Append_CheckpointLost_IsSignedByTheNextAppendOrRepeat()
    {
        OpenStores open = await OpenAsync();
        await open.Ledger.AppendAsync(Id, Draft(LedgerKinds.CaseOpened), Stop);
        await open.Objects.DeleteAsync(Id, "checkpoints.jsonl", Stop);

        await (await OpenAsync()).Ledger.AppendAsync(Id, Draft(LedgerKinds.CaseOpened), Stop);

        await ShouldVerifyAsync(1);
    }

    [Fact]
    public async Task Cases_Several_AreListedOnce()
    {
        OpenStores open = await OpenAsync();
        string[] ids = ["a", "b-2", "c"];
        foreach (string id in ids)
        {
            await open.Store.PutIfAbsentAsync(CaseId.Parse(id), 0, "accepted", Bytes(id), Stop);
            await open.Ledger.AppendAsync(CaseId.Parse(id), Draft(LedgerKinds.CaseOpened), Stop);
        }

        List<string> listed = await (await OpenAsync()).Store.CasesAsync(Stop).Select(static id => id.Value).ToListAsync(Stop);

        listed.ShouldBe(ids, ignoreOrder: true);
    }

    [Fact]
    public async Task Write_OpenedReadOnly_IsRefusedAndReadingWorks()
    {
        OpenStores writer = await OpenAsync();
        await writer.Store.PutIfAbsentAsync(Id, 0, "accepted", Bytes("asked"), Stop);
        await writer.Ledger.AppendAsync(Id, Draft(LedgerKinds.CaseOpened), Stop);

        OpenStores reader = await OpenAsync(readOnly: true);
        Text((await reader.Store.ReadAsync(Id, "accepted", Stop))!.Content).ShouldBe("asked");
        (await reader.Ledger.ReadAsync(Id, Stop)).Head.Count.ShouldBe(1);
        await Should.ThrowAsync<InvalidOperationException>(async () => await reader.Store.PutIfAbsentAsync(Id, 0, "e1.1", Bytes("x"), Stop));
        await Should.ThrowAsync<InvalidOperationException>(async () => await reader.Ledger.AppendAsync(Id, Draft(LedgerKinds.CaseSealed), Stop));
    }

    [Fact]
    public async Task Probe_StoreAtHand_IsFineAndLeavesNothing()
    {
        OpenStores open = await OpenAsync();
        await open.Store.PutIfAbsentAsync(Id, 0, "accepted", Bytes("asked"), Stop);

        await open.Objects.ProbeAsync(Stop);
        await open.Objects.ProbeAsync(Stop);

        (await open.Store.CasesAsync(Stop).ToListAsync(Stop)).ShouldBe([Id]);
        (await EverythingElseAsync()).ShouldBeEmpty();
    }

    /// <summary>Opens the stores as a process of its own would.</summary>
    private protected abstract Task<OpenStores> OpenAsync(bool readOnly = false);

    /// <summary>Puts other bytes in an object's place.</summary>
    private protected abstract Task ReplaceAsync(CaseId id, string name, byte[] content);

    /// <summary>The names of a case's objects.</summary>
    private protected abstract Task<IReadOnlyList<string>> NamesAsync(CaseId id);

    /// <summary>What lies in the store and belongs to no case.</summary>
    private protected abstract Task<IReadOnlyList<string>> EverythingElseAsync();

    private protected static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private protected static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    private protected static LedgerDraft Draft(string kind, int epoch = 0, int? step = null, string? request = null) =>
        new() { At = DateTimeOffset.UnixEpoch, Kind = kind, Actor = "orchestrator", Epoch = epoch, Step = step, Request = request };

    private async Task ShouldVerifyAsync(int count)
    {
        OpenStores open = await OpenAsync(readOnly: true);
        VerificationReport report = await Verification.OfAsync(open, Id);
        report.Reason.ShouldBeNull();
        (report.Count, report.AnchoredCount).ShouldBe((count, count));
    }
}
