using System.Security.Cryptography;
using System.Text;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Journal;
using ClinSeek.Evidence.Ledger;
using ClinSeek.Evidence.Vault;

namespace ClinSeek.Evidence.Tests.Testing;

/// <summary>The worked example of docs/audit-format.md, the same bytes every time but for the signature, which ECDSA makes anew.</summary>
internal sealed class GoldenCase
{
    public GoldenCase()
    {
        byte[] commitmentKey = [.. Enumerable.Range(0, 32).Select(static value => (byte)value)];
        byte[] dataKey = [.. Enumerable.Range(32, 32).Select(static value => (byte)value)];
        Keys = new CaseKeys(CaseId.Parse("golden-case"), commitmentKey, [dataKey]);
        Ledger = CaseLedger.Empty(Keys.Case);
        var start = new DateTimeOffset(2026, 1, 31, 8, 0, 0, TimeSpan.Zero);
        var recorder = new JournalRecorder(0);
        recorder.Started("CaseOrchestrator", """{"caseId":"golden-case","formatVersion":1}""");
        recorder.CallCompleted(recorder.CallScheduled("OpenCase", "\"golden-case\""), """{"rows":12}""");
        Append(
            new LedgerDraft { At = start, Kind = LedgerKinds.CaseOpened, Actor = "orchestrator", Epoch = 0, Facts = new Dictionary<string, string> { ["app"] = "0.1.0" } },
            ("request", "{\"patient\":\"p1\",\"question\":\"why is potassium high?\"}"u8.ToArray()));
        Append(
            new LedgerDraft { At = start.AddMilliseconds(1500), Kind = LedgerKinds.StepRecorded, Actor = "orchestrator", Epoch = 0, Step = 1 },
            (JournalSlice.BlobName, recorder.Take().WithDigests(Keys).ToBytes()), ("e1.0", Encoding.UTF8.GetBytes("K 6.1 mmol/L")));
        Append(new LedgerDraft { At = start.AddSeconds(2), Kind = LedgerKinds.OperatorNote, Actor = "operator:ann", Epoch = 0, Request = "note-1" });
        Append(new LedgerDraft { At = start.AddSeconds(3), Kind = LedgerKinds.CaseSealed, Actor = "orchestrator", Epoch = 0 });
        Signer = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = [.. Enumerable.Range(1, 32).Select(static value => (byte)value)] });
        Checkpoint = HeadCheckpoint.Sign(Ledger.Head, start.AddSeconds(3), Signer);
    }

    public static string Folder { get; } = Path.Combine(Root(), "tests", "Fixtures", "audit");

    public CaseKeys Keys { get; }

    public CaseLedger Ledger { get; private set; }

    public ECDsa Signer { get; }

    public HeadCheckpoint Checkpoint { get; }

    public Dictionary<string, byte[]> Blobs { get; } = [];

    public byte[] LedgerFile => [.. Ledger.Entries.SelectMany(static entry => (IEnumerable<byte>)[.. entry.Entry.ToLine(), (byte)'\n'])];

    public void Write()
    {
        string folder = Path.Combine(Folder, "golden-case");
        Directory.CreateDirectory(Path.Combine(folder, "blobs"));
        File.WriteAllBytes(Path.Combine(folder, "ledger.jsonl"), LedgerFile);
        File.WriteAllBytes(Path.Combine(folder, "checkpoints.jsonl"), [.. Checkpoint.ToLine(), (byte)'\n']);
        File.WriteAllText(Path.Combine(Folder, "public-key.pem"), Signer.ExportSubjectPublicKeyInfoPem() + "\n");
        File.WriteAllBytes(Path.Combine(Folder, "case-key.json"), Keys.Export());
        foreach ((string address, byte[] envelope) in Blobs)
        {
            File.WriteAllBytes(Path.Combine(folder, "blobs", address), envelope);
        }
    }

    private void Append(LedgerDraft draft, params (string Name, byte[] Content)[] contents)
    {
        SealedBlob[] blobs = [.. contents.Select(content =>
            Keys.Seal(content.Name, content.Content, SHA256.HashData(Encoding.ASCII.GetBytes("nonce " + content.Name)).AsSpan(0, 12)))];
        foreach (SealedBlob blob in blobs)
        {
            Blobs[blob.Address] = blob.Envelope.ToArray();
        }

        Ledger = Ledger.Accept(Ledger.Append(draft.With(blobs)));
    }

    private static string Root()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "ClinSeek.Functions.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return folder;
    }
}
