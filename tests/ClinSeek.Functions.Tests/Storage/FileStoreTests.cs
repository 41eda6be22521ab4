using System.Text;
using ClinSeek.Evidence.Audit;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Ledger;
using ClinSeek.Functions.Storage;
using ClinSeek.Functions.Tests.Testing;

namespace ClinSeek.Functions.Tests.Storage;

public sealed class FileStoreTests : IDisposable
{
    private static readonly CaseId Id = CaseId.Parse("store-case");

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task PutIfAbsent_ManyWritersAtOnce_AgreeOnOneContent()
    {
        StoredDocument[] stored = await Task.WhenAll(Enumerable.Range(0, 16)
            .Select(number => Task.Run(async () => await Open().Store.PutIfAbsentAsync(Id, 0, "e1.1", Bytes($"content {number}"), Stop), Stop)));

        stored.Select(static document => Encoding.UTF8.GetString(document.Content.Span)).Distinct().Count().ShouldBe(1);
        Directory.GetFiles(_folder["data/cases/store-case/blobs"]).Length.ShouldBe(1);
        Directory.GetFiles(_folder["data/cases/store-case"], "*.tmp", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task Append_TornLastLine_IsCutOffByTheWriterAndNoPartOfTheLedgerForReaders()
    {
        var (_, ledger, _) = Open();
        await ledger.AppendAsync(Id, Draft(LedgerKinds.CaseOpened), Stop);
        await ledger.AppendAsync(Id, Draft(LedgerKinds.StepRecorded, step: 0), Stop);
        string path = _folder["data/cases/store-case/ledger.jsonl"];
        await File.AppendAllTextAsync(path, "{\"actor\":\"orches", Stop);

        var (_, reopened, keys) = Open();
        (await reopened.ReadAsync(Id, Stop)).Head.Count.ShouldBe(2);
        await reopened.AppendAsync(Id, Draft(LedgerKinds.StepRecorded, step: 1), Stop);

        var (lines, checkpoints) = (await reopened.ReadBytesAsync(Id, Stop))!.Value;
        using var key = System.Security.Cryptography.ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(keys.SigningKey.PublicKey.Span, out _);
        VerificationReport report = await LedgerVerifier.VerifyAsync(
            new LedgerSource { Lines = LedgerChain.Lines(lines), Checkpoints = LedgerChain.Lines(checkpoints) }, new VerificationOptions { PublicKey = key, Case = Id }, Stop);
        report.Reason.ShouldBeNull();
        (report.Count, report.AnchoredCount).ShouldBe((3, 3));
    }

    [Fact]
    public void From_DiskFull_NamesCauseAndRemedy()
    {
        if (!File.Exists("/dev/full"))
        {
            return;
        }

        IOException full = Should.Throw<IOException>(static () => File.WriteAllBytes("/dev/full", new byte[64]));

        StorageException.From("Appending to the ledger", "/data/cases/x/ledger.jsonl", full).Message
            .ShouldBe("Appending to the ledger failed: the disk that holds '/data/cases/x' is full. Free some space, then run `resume`.");
    }

    private (EvidenceStore Store, FileLedgerStore Ledger, LocalKeyProvider Keys) Open()
    {
        var paths = new CasePaths(_folder["data"]);
        LocalKeyProvider keys = LocalKeyProvider.Open(_folder["keys.json"], _folder["data"], create: true);
        var ledger = new FileLedgerStore(paths, keys, TimeProvider.System, readOnly: false);
        var objects = new FileCaseObjects(paths);
        return (new EvidenceStore(objects, objects, new CaseKeyRing(objects, keys), ledger, readOnly: false), ledger, keys);
    }

    private static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static LedgerDraft Draft(string kind, int epoch = 0, int? step = null) =>
        new() { At = DateTimeOffset.UnixEpoch, Kind = kind, Actor = "orchestrator", Epoch = epoch, Step = step };
}
