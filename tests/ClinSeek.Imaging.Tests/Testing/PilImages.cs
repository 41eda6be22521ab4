namespace ClinSeek.Imaging.Tests.Testing;

/// <summary>Images that PIL wrote, with the samples that PIL reads from them.</summary>
public sealed class PilImages : IDisposable
{
    private readonly TempFolder _folder = new();

    public PilImages() =>
        Peer.Run("/usr/bin/python3", Path.Combine(AppContext.BaseDirectory, "Fixtures", "make_images.py"), _folder.Path);

    public byte[] File(string name) => System.IO.File.ReadAllBytes(Path.Combine(_folder.Path, name));

    public byte[] Samples(string name) => File(name + ".raw");

    public void Dispose() => _folder.Dispose();
}
