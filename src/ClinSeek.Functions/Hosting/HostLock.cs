using System.Text.Json;

namespace ClinSeek.Functions.Hosting;

/// <summary>
/// One process at a time may write to a data folder. The operating system holds the lock, so a killed process leaves none
/// behind; the address beside it is only believed while the lock is taken.
/// </summary>
public sealed class HostLock : IDisposable
{
    private const string LockName = "host.lock";
    private const string AddressName = "host.json";
    private readonly FileStream _lock;
    private readonly string _addressFile;

    private HostLock(FileStream fileLock, string addressFile)
    {
        _lock = fileLock;
        _addressFile = addressFile;
    }

    /// <summary>Takes the folder, or says who has it.</summary>
    /// <param name="dataFolder">The data folder; made when it is not there.</param>
    /// <param name="owner">The process that has it, when the result is null and it has said so.</param>
    /// <exception cref="UserErrorException">The folder cannot be made or written.</exception>
    public static HostLock? TryTake(string dataFolder, out HostAddress? owner)
    {
        MakeFolder(dataFolder);
        string lockFile = Path.Combine(dataFolder, LockName);
        string addressFile = Path.Combine(dataFolder, AddressName);
        FileStream stream;
        try
        {
            stream = new FileStream(lockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(lockFile))
        {
            owner = ReadAddress(addressFile);
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(dataFolder, refused);
        }

        owner = null;
        var taken = new HostLock(stream, addressFile);
        try
        {
            taken.Announce(null);
            return taken;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            stream.Dispose();
            throw CannotWrite(dataFolder, refused);
        }
    }

    /// <summary>The process that writes to a folder now, or null when none does. Changes nothing.</summary>
    public static HostAddress? FindOwner(string dataFolder)
    {
        string lockFile = Path.Combine(dataFolder, LockName);
        if (!File.Exists(lockFile))
        {
            return null;
        }

        try
        {
            using var probe = new FileStream(lockFile, FileMode.Open, FileAccess.Read, FileShare.Read);
            return null;
        }
        catch (IOException)
        {
            return ReadAddress(Path.Combine(dataFolder, AddressName)) ?? new HostAddress(0, null);
        }
    }

    /// <summary>Tells others where the HTTP API is.</summary>
    public void Announce(Uri? address)
    {
        string draft = _addressFile + ".new";
        File.WriteAllBytes(draft, JsonSerializer.SerializeToUtf8Bytes(new HostAddress(Environment.ProcessId, address)));
        File.Move(draft, _addressFile, overwrite: true);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        File.Delete(_addressFile);
        _lock.Dispose();
    }

    private static void MakeFolder(string dataFolder)
    {
        try
        {
            Directory.CreateDirectory(dataFolder);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(dataFolder, refused);
        }
    }

    private static UserErrorException CannotWrite(string dataFolder, Exception cause) => File.Exists(dataFolder)
        ? new UserErrorException($"The data folder {dataFolder} is a file. Choose a folder with --data.", inner: cause)
        : new UserErrorException(
            $"The data folder {dataFolder} cannot be written: {cause.Message} Free space, mend its permissions, or choose another folder with --data.", inner: cause);

    private static HostAddress? ReadAddress(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<HostAddress>(File.ReadAllBytes(file));
        }
        catch (Exception unreadable) when (unreadable is IOException or JsonException or UnauthorizedAccessException)
        {
            // The owner is just starting or stopping: that it has the lock is all there is to know.
            return null;
        }
    }
}
