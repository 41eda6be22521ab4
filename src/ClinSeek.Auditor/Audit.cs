using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ClinSeek.Auditor;

/// <summary>The verification algorithm of docs/audit-format.md, section by section.</summary>
internal sealed class Audit
{
    private readonly AuditInput _input;
    private readonly List<string> _heads = [];
    private readonly List<Checkpoint> _checkpoints = [];
    private string? _case;
    private long _blobs;
    private long _commitments;

    private Audit(AuditInput input) => _input = input;

    /// <summary>Runs every check that the input allows.</summary>
    public static AuditResult Run(AuditInput input)
    {
        var audit = new Audit(input);
        (string Item, string Reason)? fault = audit.FindFault();
        long signed = input.PublicKeys.Count > 0 && audit._checkpoints.Count > 0 ? audit._checkpoints[^1].Count : 0;
        long expected = input.ExpectedHead is null ? 0 : audit._heads.IndexOf(input.ExpectedHead) + 1;
        return new AuditResult(
            audit._case, fault is null, audit._heads.Count, fault?.Item, fault?.Reason, fault is null ? Math.Max(signed, expected) : 0,
            audit._checkpoints.Count, input.PublicKeys.Count > 0, audit._blobs, audit._commitments);
    }

    private (string Item, string Reason)? FindFault()
    {
        if (_input.Lines.Count == 0)
        {
            return Entry(1, "missing: the ledger is empty");
        }

        Entry? first = ClinSeek.Auditor.Entry.Read(_input.Lines[0]);
        if (first is null)
        {
            return Entry(1, "not a canonical entry of version 1");
        }

        _case = first.Case;
        return ReadCheckpoints() ?? ReadEntries(first) ?? FindMissingEnd();
    }

    private (string, string)? ReadCheckpoints()
    {
        Dictionary<string, ECDsa> keys = _input.PublicKeys.ToDictionary(static key => Hex(SHA256.HashData(key.ExportSubjectPublicKeyInfo())));
        for (int line = 1; line <= _input.Checkpoints.Count; line++)
        {
            Checkpoint? checkpoint = Checkpoint.Read(_input.Checkpoints[line - 1]);
            string? reason =
                checkpoint is null ? "not a canonical checkpoint of version 1"
                : checkpoint.Case != _case ? "of another case"
                : line > 1 && checkpoint.Count < _checkpoints[^1].Count ? "covers fewer entries than the one before"
                : keys.Count > 0 && !keys.ContainsKey(checkpoint.KeyId) ? "signed with another key"
                : keys.Count > 0 && !checkpoint.IsSignedBy(keys[checkpoint.KeyId]) ? "signature not valid"
                : null;
            if (reason is not null)
            {
                return (string.Create(CultureInfo.InvariantCulture, $"checkpoint {line}"), reason);
            }

            _checkpoints.Add(checkpoint!);
        }

        return null;
    }

    private (string, string)? ReadEntries(Entry first)
    {
        string prev = Hex(SHA256.HashData(Encoding.ASCII.GetBytes("clinseek/ledger/v1/genesis\n" + _case)));
        Entry? before = null;
        ILookup<long, Checkpoint> checkpoints = _checkpoints.ToLookup(static checkpoint => checkpoint.Count);
        long lastStep = -1;
        bool closed = false;
        for (int seq = 1; seq <= _input.Lines.Count; seq++)
        {
            byte[] line = _input.Lines[seq - 1];
            Entry? entry = seq == 1 ? first : ClinSeek.Auditor.Entry.Read(line);
            string? reason =
                entry is null ? "not a canonical entry of version 1"
                : entry.Case != _case ? "of another case"
                : entry.Seq != seq ? string.Create(CultureInfo.InvariantCulture, $"missing or out of place: seq {entry.Seq} stands here")
                : null;
            if (reason is not null)
            {
                return Entry(seq, reason);
            }

            if (entry!.Prev != prev)
            {
                bool vouched = seq == 1 || checkpoints.Contains(seq - 1);
                return Entry(vouched ? seq : seq - 1, vouched ? "does not follow the entry before" : "the entry after does not follow it: changed or replaced");
            }

            reason =
                before is not null && entry.Epoch < before.Epoch ? "epoch lower than before"
                : (seq == 1) != (entry.Kind == "case.opened") ? "case.opened is the first entry and no other"
                : closed && !entry.IsOperator ? "follows the seal"
                : entry.Step <= lastStep ? "step does not follow the last one"
                : null;
            prev = Hex(SHA256.HashData(line));
            reason ??= checkpoints[seq].Any(checkpoint => checkpoint.Head != prev) ? "a checkpoint says another head here"
                : _input.ExpectedCount == seq && _input.ExpectedHead != prev ? "the expected head is another"
                : null;
            if (reason is not null)
            {
                return Entry(seq, reason);
            }

            _heads.Add(prev);
            before = entry;
            lastStep = entry.Step ?? lastStep;
            closed |= entry.Kind == "case.sealed";
            if (ReadBlobs(entry) is (string, string) fault)
            {
                return fault;
            }
        }

        return null;
    }

    private (string, string)? ReadBlobs(Entry entry)
    {
        foreach ((string name, string address) in entry.Blobs.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            byte[]? envelope = _input.Blob(address);
            string? reason = envelope is null ? "missing" : Hex(SHA256.HashData(envelope)) != address ? "digest differs from the entry's" : null;
            if (reason is null && _input.Key is not null)
            {
                byte[]? plaintext = _input.Key.Open(envelope!);
                reason = plaintext is null ? "does not open with the case key" : _input.Key.Commit(name, plaintext) != entry.Commitments[name] ? "content differs from the commitment" : null;
                _commitments += reason is null ? 1 : 0;
            }

            if (reason is not null)
            {
                return (string.Create(CultureInfo.InvariantCulture, $"blob {entry.Seq}/{name}"), reason);
            }

            _blobs++;
        }

        return null;
    }

    private (string, string)? FindMissingEnd()
    {
        if (_input.ExpectedHead is not null && (_input.ExpectedCount > _heads.Count || !_heads.Contains(_input.ExpectedHead)))
        {
            return Entry(_heads.Count + 1, "missing: the expected head is not reached, or the ledger was rewritten");
        }

        return _checkpoints.Exists(checkpoint => checkpoint.Count > _heads.Count)
            ? Entry(_heads.Count + 1, "missing: a checkpoint covers more entries")
            : null;
    }

    private static (string, string) Entry(long seq, string reason) => (string.Create(CultureInfo.InvariantCulture, $"entry {seq}"), reason);

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
