using System.Security.Cryptography;
using ClinSeek.Evidence.Ledger;
using ClinSeek.Evidence.Tests.Testing;
using ClinSeek.Evidence.Vault;

namespace ClinSeek.Evidence.Tests.Audit;

/// <summary>Holds the format still: the bytes of the worked example may change with a new format version only.</summary>
public sealed class GoldenCaseTests
{
    [Fact]
    public void Write_Today_GivesTheGoldenBytes()
    {
        var golden = new GoldenCase();
        if (Environment.GetEnvironmentVariable("CLINSEEK_WRITE_GOLDEN") == "1")
        {
            golden.Write();
        }

        Stored("golden-case/ledger.jsonl").ShouldBe(golden.LedgerFile);
        foreach ((string address, byte[] envelope) in golden.Blobs)
        {
            Stored("golden-case/blobs/" + address).ShouldBe(envelope);
        }

        Stored("case-key.json").ShouldBe(golden.Keys.Export());
        HeadCheckpoint stored = HeadCheckpoint.TryParse(Stored("golden-case/checkpoints.jsonl").AsSpan().TrimEnd((byte)'\n'))!;
        stored.SignedBytes().ShouldBe(golden.Checkpoint.SignedBytes());
        stored.IsSignedBy(golden.Signer).ShouldBeTrue();
    }

    [Fact]
    public void Read_GoldenBytes_OpenWithTheStoredKeys()
    {
        CaseKeys keys = CaseKeys.Import(Stored("case-key.json"));
        using var signer = ECDsa.Create();
        signer.ImportFromPem(File.ReadAllText(Path.Combine(GoldenCase.Folder, "public-key.pem")));
        CaseLedger ledger = CaseLedger.Load(keys.Case, LedgerChain.Lines(Stored("golden-case/ledger.jsonl")));

        BlobEnvelope.TryOpen(keys, Stored("golden-case/blobs/" + ledger.Entries[1].Entry.Body.Blobs["e1.0"])).ShouldBe("K 6.1 mmol/L"u8.ToArray());
        HeadCheckpoint.KeyIdOf(signer).ShouldBe(HeadCheckpoint.TryParse(Stored("golden-case/checkpoints.jsonl").AsSpan()[..^1])!.KeyId);
    }

    private static byte[] Stored(string file) => File.ReadAllBytes(Path.Combine(GoldenCase.Folder, file));
}
