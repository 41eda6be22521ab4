namespace ClinSeek.Imaging.Tools;

/// <summary>Keeps the pictures that tools draw, with the case and as safe as its films: an overlay is a picture of the patient.</summary>
public interface IArtifactStore
{
    /// <summary>Keeps a PNG and gives the name by which results cite it. The same picture kept twice is one, so a call that runs again changes nothing.</summary>
    ValueTask<string> PutAsync(ReadOnlyMemory<byte> png, CancellationToken cancellationToken);
}
