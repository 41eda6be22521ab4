using System.Collections.Concurrent;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Ledger;

namespace ClinSeek.Functions.Storage;

/// <summary>The ledger store on the local file system: two files a case, only ever appended to.</summary>
internal sealed class FileLedgerStore(CasePaths paths, IKeyProvider keys, TimeProvider time, bool readOnly) : ILedgerStore
{
    private readonly ConcurrentDictionary<CaseId, SemaphoreSlim> _writing = new();
    private readonly ConcurrentDictionary<CaseId, Loaded> _loaded = new();

    /// <inheritdoc />
    public ValueTask<CaseLedger> ReadAsync(CaseId id, CancellationToken cancellationToken) => ValueTask.FromResult(Load(id).Ledger);

    /// <inheritdoc />
    public ValueTask<(byte[] Ledger, byte[] Checkpoints)?> ReadBytesAsync(CaseId id, CancellationToken cancellationToken) =>
        ValueTask.FromResult<(byte[], byte[])?>(
            DurableFiles.Read(Ledger(id)) is { } ledger ? (ledger, DurableFiles.Read(Checkpoints(id)) ?? []) : null);

    /// <inheritdoc />
    public async ValueTask<LedgerAppend> AppendAsync(CaseId id, LedgerDraft draft, CancellationToken cancellationToken)
    {
        if (readOnly)
        {
            throw new InvalidOperationException("The store was opened read-only.");
        }

        SemaphoreSlim gate = _writing.GetOrAdd(id, static _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync(cancellationToken);
        try
        {
            Directory.CreateDirectory(paths.Folder(id));
            using FileStream fence = await LockAsync(id, cancellationToken);
            Loaded current = Load(id);
            LedgerAppend append = current.Ledger.Append(draft);
            LedgerRefusals.ThrowIfRefused(draft, append);
            if (append.Outcome == LedgerAppendOutcome.Appended)
            {
                DurableFiles.AppendLine(Ledger(id), current.Length, append.Line.Span);
                current = new Loaded(current.Ledger.Accept(append), current.Length + append.Line.Length + 1);
                _loaded[id] = current;
            }

            await CheckpointAsync(id, current.Ledger.Head, cancellationToken);
            return append;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Signs the head unless it is signed: a writer that died between the two appends left that to the next one.</summary>
    private async ValueTask CheckpointAsync(CaseId id, LedgerHead head, CancellationToken cancellationToken)
    {
        byte[] document = DurableFiles.Read(Checkpoints(id)) ?? [];
        long whole = document.AsSpan().LastIndexOf((byte)'\n') + 1;
        HeadCheckpoint? last = LedgerChain.Lines(document.AsMemory(0, (int)whole))
            .Reverse().Select(static line => HeadCheckpoint.TryParse(line.Span)).FirstOrDefault(static line => line is not null);
        if (last is not null && last.Count >= head.Count)
        {
            return;
        }

        HeadCheckpoint checkpoint = await keys.SignAsync(head, time.GetUtcNow(), cancellationToken);
        DurableFiles.AppendLine(Checkpoints(id), whole, checkpoint.ToLine());
    }

    private Loaded Load(CaseId id)
    {
        _loaded.TryGetValue(id, out Loaded? known);
        if (known is not null && DurableFiles.Length(Ledger(id)) == known.Length)
        {
            return known;
        }

        byte[] document = DurableFiles.Read(Ledger(id)) ?? [];
        int whole = document.AsSpan().LastIndexOf((byte)'\n') + 1;
        var loaded = new Loaded(CaseLedger.Load(id, LedgerChain.Lines(document.AsMemory(0, whole))), whole);
        if (whole == document.Length && whole > 0)
        {
            _loaded[id] = loaded;
        }

        return loaded;
    }

    /// <summary>Keeps a second process out while this one appends; a reader needs no lock.</summary>
    private async ValueTask<FileStream> LockAsync(CaseId id, CancellationToken cancellationToken)
    {
        string path = Path.Combine(paths.Folder(id), ".lock");
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (Exception exception) when (exception is UnauthorizedAccessException or IOException { HResult: 28 or 30 })
            {
                throw StorageException.From("Appending to the ledger", path, exception);
            }
            catch (IOException exception) when (attempt == 100)
            {
                throw new StorageException($"Another process has been writing to case '{id}' for too long. Stop it, then run `resume`.", exception);
            }
            catch (IOException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), time, cancellationToken);
            }
        }
    }

    private string Ledger(CaseId id) => paths.File(id, CaseLayout.Ledger);

    private string Checkpoints(CaseId id) => paths.File(id, CaseLayout.Checkpoints);

    private sealed record Loaded(CaseLedger Ledger, long Length);
}
