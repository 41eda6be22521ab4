using System.Security.Cryptography;
using System.Text;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Ledger;
using ClinSeek.Evidence.Vault;

namespace ClinSeek.Evidence.Tests.Testing;

/// <summary>A case written the way a host writes one, kept in memory.</summary>
internal sealed class SampleCase : IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 1, 31, 8, 0, 0, TimeSpan.Zero);

    public SampleCase(string caseId = "case-1", int steps = 6, int checkpointEvery = 1)
    {
        Id = CaseId.Parse(caseId);
        Keys = CaseKeys.Create(Id);
        Ledger = CaseLedger.Empty(Id);
        Append(new LedgerDraft { At = Start, Kind = LedgerKinds.CaseOpened, Actor = "orchestrator", Epoch = 0 }, ("request", "what is it?"));
        for (int step = 1; step <= steps; step++)
        {
            Append(
                new LedgerDraft { At = Start.AddSeconds(step), Kind = LedgerKinds.StepRecorded, Actor = "orchestrator", Epoch = 0, Step = step },
                ("journal", $"journal of step {step}"), ("turn", $"turn {step}"));
            if (step % checkpointEvery == 0)
            {
                Checkpoints.Add(HeadCheckpoint.Sign(Ledger.Head, Start.AddSeconds(step), Signer).ToLine());
            }
        }
    }

    public CaseId Id { get; }

    public CaseKeys Keys { get; }

    public ECDsa Signer { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public CaseLedger Ledger { get; private set; }

    public List<byte[]> Lines { get; } = [];

    public List<byte[]> Checkpoints { get; } = [];

    public Dictionary<string, byte[]> Blobs { get; } = [];

    public LedgerAppend Append(LedgerDraft draft, params (string Name, string Text)[] contents)
    {
        SealedBlob[] blobs = [.. contents.Select(content => Keys.Seal(content.Name, Encoding.UTF8.GetBytes(content.Text)))];
        LedgerAppend append = Ledger.Append(draft.With(blobs));
        if (append.Outcome == LedgerAppendOutcome.Appended)
        {
            foreach (SealedBlob blob in blobs)
            {
                Blobs[blob.Address] = blob.Envelope.ToArray();
            }

            Lines.Add(append.Line.ToArray());
            Ledger = Ledger.Accept(append);
        }

        return append;
    }

    public void Dispose() => Signer.Dispose();
}
