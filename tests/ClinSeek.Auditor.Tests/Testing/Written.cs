using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ClinSeek.Evidence.Audit;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Ledger;
using ClinSeek.Evidence.Vault;

namespace ClinSeek.Auditor.Tests.Testing;

/// <summary>A case as the writer leaves it, grown from a seed, with both readers at hand.</summary>
internal sealed class Written
{
    private static readonly string[] Kinds =
    [
        LedgerKinds.DecisionConcluded, LedgerKinds.WriteBackRecorded, LedgerKinds.CaseResumed, LedgerKinds.CaseFailed, LedgerKinds.OperatorNote,
    ];

    private CaseLedger _ledger;

    public Written(Random random, string caseId, ECDsa signer)
    {
        Id = CaseId.Parse(caseId);
        Signer = signer;
        Keys = CaseKeys.Create(Id);
        _ledger = CaseLedger.Empty(Id);
        Add(random, LedgerKinds.CaseOpened, 0, null);
        int steps = random.Next(2, 9), epoch = 0, checkpointEvery = random.Next(1, 4);
        for (int step = 1; step <= steps; step++)
        {
            if (random.Next(4) == 0)
            {
                string kind = Kinds[random.Next(Kinds.Length)];
                epoch += kind == LedgerKinds.CaseResumed ? 1 : 0;
                Add(random, kind, epoch, null);
            }

            Add(random, LedgerKinds.StepRecorded, epoch, step);
            if (step % checkpointEvery == 0)
            {
                Checkpoints.Add(HeadCheckpoint.Sign(_ledger.Head, At(random), signer).ToLine());
            }
        }

        Add(random, LedgerKinds.CaseSealed, epoch, null);
        if (random.Next(2) == 0)
        {
            Checkpoints.Add(HeadCheckpoint.Sign(_ledger.Head, At(random), signer).ToLine());
        }
    }

    public CaseId Id { get; }

    public ECDsa Signer { get; set; }

    public CaseKeys Keys { get; set; }

    public ExpectedHead? Expected { get; set; }

    public LedgerHead Head => _ledger.Head;

    public List<byte[]> Lines { get; } = [];

    public List<byte[]> Checkpoints { get; } = [];

    public Dictionary<string, byte[]> Blobs { get; } = [];

    public VerificationReport Verify() => LedgerVerifier.VerifyAsync(
        new LedgerSource
        {
            Lines = Lines.Select(static line => (ReadOnlyMemory<byte>)line),
            Checkpoints = Checkpoints.Select(static line => (ReadOnlyMemory<byte>)line),
            Blob = (address, _) => ValueTask.FromResult<ReadOnlyMemory<byte>?>(Blobs.TryGetValue(address, out byte[]? bytes) ? bytes : null),
        },
        new VerificationOptions { PublicKey = Signer, Keys = Keys, ExpectedHead = Expected },
        CancellationToken.None).AsTask().GetAwaiter().GetResult();

    public AuditResult Audit() => Auditor.Audit.Run(new AuditInput(
        Lines, Checkpoints, address => Blobs.GetValueOrDefault(address), [Signer], CaseKey.Read(Keys.Export()), Expected?.Count, Expected?.Hash));

    private void Add(Random random, string kind, int epoch, int? step)
    {
        string[] names = [.. Enumerable.Range(0, random.Next(3)).Select(index => string.Create(CultureInfo.InvariantCulture, $"e{step ?? 0}.{index}"))];
        SealedBlob[] blobs = [.. names.Select(name => Keys.Seal(name, Encoding.UTF8.GetBytes($"content {random.Next()} of {name}, naïve 😀")))];
        LedgerAppend append = _ledger.Append(new LedgerDraft
        {
            At = At(random),
            Kind = kind,
            Actor = random.Next(2) == 0 ? "orchestrator" : "operator:ann <a@b>/c",
            Epoch = epoch,
            Step = step,
            Request = LedgerKinds.IsOperator(kind) ? string.Create(CultureInfo.InvariantCulture, $"r:{random.Next()}") : null,
            Facts = Enumerable.Range(0, random.Next(3)).ToDictionary(index => $"F{index}-x_y.z", index => $"v{random.Next()} &'+<>"),
        }.With(blobs));
        if (append.Outcome != LedgerAppendOutcome.Appended)
        {
            return;
        }

        foreach (SealedBlob blob in blobs)
        {
            Blobs[blob.Address] = blob.Envelope.ToArray();
        }

        Lines.Add(append.Line.ToArray());
        _ledger = _ledger.Accept(append);
    }

    private static DateTimeOffset At(Random random) => DateTimeOffset.UnixEpoch.AddMilliseconds(random.NextInt64(0, 4_000_000_000_000));
}
