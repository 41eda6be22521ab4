namespace ClinSeek.Imaging.Tests.Testing;

internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("clinseek-imaging-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
