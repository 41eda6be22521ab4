namespace ClinSeek.Durable.Engine;

/// <summary>
/// The exclusive right to a hub on this machine: a lock of the operating system on a file beside it. It ends with the
/// process, however that ends, so the next start need not wait for a lease to run out.
/// </summary>
internal sealed class HubLock : IDisposable
{
    private readonly FileStream file;

    private HubLock(FileStream file) => this.file = file;

    /// <summary>Takes the lock, or returns null where another owner holds it.</summary>
    public static HubLock? TryAcquire(string hubPath)
    {
        var path = hubPath + ".lock";
        try
        {
            return new HubLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new EngineStorageException(hubPath, $"cannot be locked: no write access to '{path}'",
                "Give the process write access to the folder of the hub.", exception);
        }
        catch (IOException exception) when (exception is not (DirectoryNotFoundException or PathTooLongException or FileNotFoundException))
        {
            return null;
        }
    }

    public void Dispose() => file.Dispose();
}
