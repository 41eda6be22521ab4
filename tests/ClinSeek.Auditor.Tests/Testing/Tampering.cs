using System.Security.Cryptography;
using System.Text;
using ClinSeek.Evidence.Audit;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Ledger;
using ClinSeek.Evidence.Vault;

namespace ClinSeek.Auditor.Tests.Testing;

/// <summary>One way to damage or forge a record, at a random place.</summary>
internal enum Tampering
{
    None,
    ChangedEntry,
    ChangedField,
    RemovedEntry,
    InsertedEntry,
    RepeatedEntry,
    ReorderedEntries,
    Truncated,
    TruncatedWithCheckpoints,
    ExpectedHead,
    ExpectedHeadWithCount,
    ChangedBlob,
    MissingBlob,
    SwappedBlobs,
    ChangedCheckpoint,
    ForgedCheckpoint,
    ReorderedCheckpoints,
    WrongPublicKey,
    WrongCaseKey,
    EntryOfAnotherCase,
    CheckpointOfAnotherCase,
    RewrittenFromHere,
    Emptied,
    TornLine,
}

/// <summary>Carries a tampering out.</summary>
internal static class Tamperer
{
    public static void Apply(this Written written, Tampering tampering, Random random, Written other)
    {
        List<byte[]> lines = written.Lines, checkpoints = written.Checkpoints;
        int at = random.Next(lines.Count), point = checkpoints.Count == 0 ? -1 : random.Next(checkpoints.Count);
        string[] blobs = [.. written.Blobs.Keys];
        switch (tampering)
        {
            case Tampering.ChangedEntry: lines[at] = Flip(lines[at], random); break;
            case Tampering.ChangedField: lines[at] = Replace(lines[at], "\"actor\":\"o", "\"actor\":\"p"); break;
            case Tampering.RemovedEntry: lines.RemoveAt(at); break;
            case Tampering.InsertedEntry: lines.Insert(at, Replace(lines[at], "\"actor\":\"o", "\"actor\":\"p")); break;
            case Tampering.RepeatedEntry: lines.Insert(at, lines[random.Next(lines.Count)]); break;
            case Tampering.ReorderedEntries: lines.Reverse(at, Math.Min(2, lines.Count - at)); break;
            case Tampering.Truncated: lines.RemoveRange(at, lines.Count - at); break;
            case Tampering.TruncatedWithCheckpoints:
                lines.RemoveRange(at, lines.Count - at);
                checkpoints.RemoveAll(line => HeadCheckpoint.TryParse(line)!.Count > at);
                break;
            case Tampering.ExpectedHead: written.Expected = new ExpectedHead(null, (random.Next(2) == 0 ? written : other).Head.Hash); break;
            case Tampering.ExpectedHeadWithCount:
                written.Expected = new ExpectedHead(random.Next(1, lines.Count + 3), LedgerHead.HashOf(lines[at]));
                break;
            case Tampering.ChangedBlob when blobs.Length > 0:
                string changed = blobs[random.Next(blobs.Length)];
                written.Blobs[changed] = Flip(written.Blobs[changed], random);
                break;
            case Tampering.MissingBlob when blobs.Length > 0: written.Blobs.Remove(blobs[random.Next(blobs.Length)]); break;
            case Tampering.SwappedBlobs when blobs.Length > 1:
                (written.Blobs[blobs[0]], written.Blobs[blobs[^1]]) = (written.Blobs[blobs[^1]], written.Blobs[blobs[0]]);
                break;
            case Tampering.ChangedCheckpoint when point >= 0: checkpoints[point] = Flip(checkpoints[point], random); break;
            case Tampering.ForgedCheckpoint when point >= 0: checkpoints[point] = Forge(checkpoints[point], random); break;
            case Tampering.ReorderedCheckpoints: checkpoints.Reverse(); break;
            case Tampering.WrongPublicKey: written.Signer = ECDsa.Create(ECCurve.NamedCurves.nistP256); break;
            case Tampering.WrongCaseKey: written.Keys = CaseKeys.Create(written.Id); break;
            case Tampering.EntryOfAnotherCase: lines[at] = other.Lines[Math.Min(at, other.Lines.Count - 1)]; break;
            case Tampering.CheckpointOfAnotherCase: checkpoints.AddRange(other.Checkpoints); break;
            case Tampering.RewrittenFromHere: Rewrite(lines, at, written.Id); break;
            case Tampering.Emptied: lines.Clear(); break;
            case Tampering.TornLine: lines[^1] = lines[^1][..random.Next(lines[^1].Length)]; break;
        }
    }

    private static byte[] Flip(byte[] bytes, Random random)
    {
        byte[] copy = [.. bytes];
        copy[random.Next(copy.Length)] ^= (byte)(1 << random.Next(8));
        return copy;
    }

    private static byte[] Replace(byte[] line, string from, string to) =>
        Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(line).Replace(from, to, StringComparison.Ordinal));

    private static byte[] Forge(byte[] line, Random random)
    {
        HeadCheckpoint real = HeadCheckpoint.TryParse(line)!;
        return (random.Next(3) switch
        {
            0 => real with { Count = real.Count + 1 },
            1 => real with { Head = new string('0', 64) },
            _ => real with { At = real.At.AddSeconds(1) },
        }).ToLine();
    }

    /// <summary>What someone without the signing key can do: change an entry and chain everything after it anew.</summary>
    private static void Rewrite(List<byte[]> lines, int at, CaseId caseId)
    {
        string prev = at == 0 ? LedgerHead.Genesis(caseId).Hash : LedgerHead.HashOf(lines[at - 1]);
        for (int index = at; index < lines.Count; index++)
        {
            LedgerEntry entry = LedgerEntry.TryParse(lines[index])!;
            lines[index] = (entry with { Prev = prev, Body = entry.Body with { Actor = "rewriter" } }).ToLine();
            prev = LedgerHead.HashOf(lines[index]);
        }
    }
}
