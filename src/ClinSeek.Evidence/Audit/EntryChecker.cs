using System.Security.Cryptography;
using System.Text;
using ClinSeek.Evidence.Ledger;

namespace ClinSeek.Evidence.Audit;

/// <summary>Holds one line after another against the chain; keeps no entries and allocates nothing a line but blob names.</summary>
internal sealed class EntryChecker(string caseId, IReadOnlyList<HeadCheckpoint> checkpoints, ExpectedHead? expected)
{
    private readonly byte[] _case = Encoding.ASCII.GetBytes(caseId);
    private byte[] _next = new byte[64];
    private byte[] _head = Encoding.ASCII.GetBytes(LedgerHead.Genesis(Cases.CaseId.Parse(caseId)).Hash);
    private int _nextCheckpoint;
    private bool _headVouched = true;
    private bool _sealed;
    private int _epoch;
    private int _step = -1;

    /// <summary>Lines that passed.</summary>
    public long Count { get; private set; }

    /// <summary>The head after them.</summary>
    public string Head => Encoding.ASCII.GetString(_head);

    /// <summary>Entries an expected head vouched for; 0 where none was met.</summary>
    public long ExpectedAt { get; private set; }

    /// <summary>Blobs that the last line names, with their addresses and commitments.</summary>
    public List<(string Name, string Address, string Commitment)> Blobs { get; } = [];

    /// <summary>Whether a checkpoint still speaks of entries that are not there.</summary>
    public bool CheckpointBeyond => _nextCheckpoint < checkpoints.Count;

    /// <summary>Takes the next line; the answer is null, or the entry that is bad and why.</summary>
    public (long Seq, string Reason)? Next(ReadOnlySpan<byte> line, bool collectBlobs)
    {
        long seq = Count + 1;
        if (LedgerLine.Scan(line, out LedgerLine fields) is string form)
        {
            return (seq, form);
        }

        if (!fields.Case.SequenceEqual(_case))
        {
            return (seq, "it belongs to another case");
        }

        if (fields.Seq != seq)
        {
            return (seq, fields.Seq > seq ? "it is missing: a later entry stands in its place" : "an earlier entry's number stands in its place");
        }

        if (!fields.Prev.SequenceEqual(_head))
        {
            return seq == 1 || _headVouched
                ? (seq, seq == 1 ? "it does not begin this case's chain" : "it does not follow the entry before, which a checkpoint confirms")
                : (seq - 1, "the entry after it does not follow it: it was changed or replaced");
        }

        if (Order(fields, seq) is string order)
        {
            return (seq, order);
        }

        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(line, hash);
        Convert.TryToHexStringLower(hash, _next, out _);
        if (Vouch(seq) is string vouch)
        {
            return (seq, vouch);
        }

        (_head, _next) = (_next, _head);
        (_epoch, _step, _sealed) = (fields.Epoch, fields.Step ?? _step, _sealed || fields.Kind == LedgerKinds.CaseSealed);
        Count = seq;
        Blobs.Clear();
        if (collectBlobs && !fields.Blobs.IsEmpty)
        {
            IReadOnlyDictionary<string, string> commitments = LedgerLine.ReadMap(fields.Commitments);
            Blobs.AddRange(LedgerLine.ReadMap(fields.Blobs)
                .OrderBy(static pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => (pair.Key, pair.Value, commitments[pair.Key])));
        }

        return null;
    }

    private string? Order(in LedgerLine fields, long seq) => fields switch
    {
        _ when fields.Epoch < _epoch => "its epoch is lower than an earlier one's",
        _ when (seq == 1) != (fields.Kind == LedgerKinds.CaseOpened) => "case.opened must be the first entry and no other",
        _ when _sealed && !LedgerKinds.IsOperator(fields.Kind) => "only operator entries may follow the seal",
        _ when fields.Step is int step && step <= _step => "its step does not follow the last one",
        _ => null,
    };

    private string? Vouch(long seq)
    {
        _headVouched = false;
        for (; _nextCheckpoint < checkpoints.Count && checkpoints[_nextCheckpoint].Count == seq; _nextCheckpoint++)
        {
            if (!Ascii.Equals(_next, checkpoints[_nextCheckpoint].Head))
            {
                return "a checkpoint says another head here: this entry or one before was changed or replaced";
            }

            _headVouched = true;
        }

        if (expected is null || (expected.Count is long at && at != seq))
        {
            return null;
        }

        bool met = Ascii.Equals(_next, expected.Hash);
        ExpectedAt = met ? seq : ExpectedAt;
        return !met && expected.Count is not null ? "the expected head is another: this entry or one before was changed or replaced" : null;
    }
}
