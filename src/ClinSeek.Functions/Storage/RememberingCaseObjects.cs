using ClinSeek.Evidence.Cases;
using Microsoft.Extensions.Caching.Memory;

namespace ClinSeek.Functions.Storage;

/// <summary>
/// Objects that are fetched once: those that are put once, never change, and are small. Without it every step would fetch the
/// documents of all steps before it. Whoever wants to know what is stored now, such as a verifier, reads past it.
/// </summary>
internal sealed class RememberingCaseObjects(ICaseObjects objects) : ICaseObjects, IDisposable
{
    private const int LargestObject = 1 << 20;
    private const long MostBytes = 64L << 20;

    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = MostBytes });

    /// <inheritdoc />
    public async ValueTask<byte[]?> ReadAsync(CaseId id, string name, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue((id, name), out byte[]? known))
        {
            return known;
        }

        byte[]? read = await objects.ReadAsync(id, name, cancellationToken);
        if (read is { Length: <= LargestObject } && CaseLayout.IsPutOnce(name))
        {
            _known.Set((id, name), read, new MemoryCacheEntryOptions { Size = read.Length + name.Length });
        }

        return read;
    }

    /// <inheritdoc />
    public ValueTask<bool> PutIfAbsentAsync(CaseId id, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        objects.PutIfAbsentAsync(id, name, content, cancellationToken);

    /// <inheritdoc />
    public ValueTask DeleteAsync(CaseId id, string name, CancellationToken cancellationToken)
    {
        _known.Remove((id, name));
        return objects.DeleteAsync(id, name, cancellationToken);
    }

    /// <inheritdoc />
    public IAsyncEnumerable<CaseId> CasesAsync(CancellationToken cancellationToken) => objects.CasesAsync(cancellationToken);

    /// <inheritdoc />
    public ValueTask ProbeAsync(CancellationToken cancellationToken) => objects.ProbeAsync(cancellationToken);

    /// <inheritdoc />
    public void Dispose() => _known.Dispose();
}
