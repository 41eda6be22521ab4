using ClinSeek.Imaging.Tools;

namespace ClinSeek.Imaging.Tests.Testing;

/// <summary>Keeps pictures in memory.</summary>
internal sealed class Artifacts : IArtifactStore
{
    public List<byte[]> Kept { get; } = [];

    public ValueTask<string> PutAsync(ReadOnlyMemory<byte> png, CancellationToken cancellationToken)
    {
        Kept.Add(png.ToArray());
        return ValueTask.FromResult($"pict-{Kept.Count}");
    }
}
