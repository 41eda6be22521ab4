namespace ClinSeek.Functions.Films;

/// <summary>The configured archives; their connections and tokens are shared by all cases.</summary>
public sealed class Archives : IDisposable
{
    private readonly Archive[] _archives;

    public Archives(DicomWebOptions options, TimeProvider time)
    {
        Options = options;
        _archives = [.. options.Servers.OrderBy(static server => server.Key, StringComparer.Ordinal).Select(server => new Archive(server.Key, server.Value, time))];
    }

    public DicomWebOptions Options { get; }

    public bool Any => _archives.Length > 0;

    /// <summary>The archive behind an Endpoint's address; null where none is configured for it.</summary>
    public Archive? At(string address) => _archives.Where(archive => archive.Is(address)).MaxBy(archive => archive.Nearness(address));

    /// <summary>The archives that studies are looked for in.</summary>
    public IEnumerable<Archive> Searched => _archives.Where(static archive => archive.Search);

    public void Dispose()
    {
        foreach (Archive archive in _archives)
        {
            archive.Dispose();
        }
    }
}
