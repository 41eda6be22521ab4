namespace ClinSeek.Imaging.Models;

/// <summary>A model that is opened once, when it is first needed. A failure is not kept: a package that was mended is found.</summary>
internal sealed class SharedSession(string folder, ModelKind kind) : IDisposable
{
    private readonly Lock _gate = new();
    private ModelSession? _session;

    /// <exception cref="ModelUnavailableException">The package or the native library cannot be used.</exception>
    public ModelSession Get()
    {
        lock (_gate)
        {
            return _session ??= new ModelSession(ModelPackage.Load(folder, kind));
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _session?.Dispose();
        }
    }
}
