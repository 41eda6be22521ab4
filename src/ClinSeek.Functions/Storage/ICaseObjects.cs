using ClinSeek.Evidence.Cases;

namespace ClinSeek.Functions.Storage;

/// <summary>
/// Where the objects of cases lie, files or blobs, under the same names (<see cref="CaseLayout"/>). An object is written once,
/// whole or not at all, and is durable when its put returns.
/// </summary>
internal interface ICaseObjects
{
    /// <summary>Writes an object unless there is one of that name.</summary>
    /// <returns>Whether this call wrote it; over a network false may also mean that an earlier try of it did.</returns>
    /// <exception cref="StorageException">It could not be written.</exception>
    ValueTask<bool> PutIfAbsentAsync(CaseId id, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Reads an object, or null where there is none.</summary>
    /// <exception cref="StorageException">It could not be read.</exception>
    ValueTask<byte[]?> ReadAsync(CaseId id, string name, CancellationToken cancellationToken);

    /// <summary>Removes an object that nothing points at.</summary>
    /// <exception cref="StorageException">It could not be removed.</exception>
    ValueTask DeleteAsync(CaseId id, string name, CancellationToken cancellationToken);

    /// <summary>The cases that there are, in no order.</summary>
    /// <exception cref="StorageException">They could not be listed.</exception>
    IAsyncEnumerable<CaseId> CasesAsync(CancellationToken cancellationToken);

    /// <summary>Finds out whether objects can be written; leaves nothing behind.</summary>
    /// <exception cref="StorageException">They cannot.</exception>
    ValueTask ProbeAsync(CancellationToken cancellationToken);
}
