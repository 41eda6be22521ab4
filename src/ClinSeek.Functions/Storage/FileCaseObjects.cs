using ClinSeek.Evidence.Cases;

namespace ClinSeek.Functions.Storage;

/// <summary>The objects of cases as files of the data folder. Answers at once.</summary>
internal sealed class FileCaseObjects(CasePaths paths) : ICaseObjects
{
    /// <inheritdoc />
    public ValueTask<bool> PutIfAbsentAsync(CaseId id, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        ValueTask.FromResult(DurableFiles.PutIfAbsent(paths.File(id, name), content.Span));

    /// <inheritdoc />
    public ValueTask<byte[]?> ReadAsync(CaseId id, string name, CancellationToken cancellationToken) =>
        ValueTask.FromResult(DurableFiles.Read(paths.File(id, name)));

    /// <inheritdoc />
    public ValueTask DeleteAsync(CaseId id, string name, CancellationToken cancellationToken)
    {
        string path = paths.File(id, name);
        try
        {
            File.Delete(path);
            return ValueTask.CompletedTask;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw StorageException.From("Removing a document", path, exception);
        }
    }

    /// <inheritdoc />
    public IAsyncEnumerable<CaseId> CasesAsync(CancellationToken cancellationToken)
    {
        var ids = new List<CaseId>();
        foreach (string folder in Directory.Exists(paths.Cases) ? Directory.EnumerateDirectories(paths.Cases) : [])
        {
            if (CaseId.TryParse(Path.GetFileName(folder), out CaseId id))
            {
                ids.Add(id);
            }
        }

        return ids.ToAsyncEnumerable();
    }

    /// <inheritdoc />
    public async ValueTask ProbeAsync(CancellationToken cancellationToken)
    {
        string probe = Path.Combine(paths.DataFolder, ".health");
        try
        {
            await File.WriteAllBytesAsync(probe, "ok"u8.ToArray(), cancellationToken);
            File.Delete(probe);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The data folder cannot be written: {exception.Message} Free space or mend its permissions.", exception);
        }
    }
}
