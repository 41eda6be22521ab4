using System.Security.Cryptography;
using ClinSeek.Evidence.Ledger;

namespace ClinSeek.Evidence.Audit;

/// <summary>Reads a case's checkpoints and holds each against form, case, order, key and signature.</summary>
internal static class CheckpointReader
{
    /// <summary>The checkpoints, or the first bad line (from 1) and what is wrong with it.</summary>
    public static (List<HeadCheckpoint> Checkpoints, int BadLine, string? Reason) Read(
        IEnumerable<ReadOnlyMemory<byte>> lines, string caseId, IReadOnlyList<ECDsa> publicKeys, CancellationToken cancellationToken)
    {
        var read = new List<HeadCheckpoint>();
        var keys = publicKeys.ToDictionary(HeadCheckpoint.KeyIdOf);
        foreach (ReadOnlyMemory<byte> line in lines)
        {
            cancellationToken.ThrowIfCancellationRequested();
            HeadCheckpoint? checkpoint = HeadCheckpoint.TryParse(line.Span);
            string? reason = checkpoint switch
            {
                null => "the line is not a canonical checkpoint of version 1",
                _ when checkpoint.Case.Value != caseId => "it belongs to another case",
                _ when read.Count > 0 && checkpoint.Count < read[^1].Count => "it covers fewer entries than the one before",
                _ when keys.Count > 0 && !keys.ContainsKey(checkpoint.KeyId) => "it is signed with another key than the given one",
                _ when keys.Count > 0 && !checkpoint.IsSignedBy(keys[checkpoint.KeyId]) => "its signature is not valid",
                _ => null,
            };
            if (reason is not null)
            {
                return (read, read.Count + 1, reason);
            }

            read.Add(checkpoint!);
        }

        return (read, 0, null);
    }
}
