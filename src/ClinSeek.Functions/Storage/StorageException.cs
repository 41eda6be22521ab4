namespace ClinSeek.Functions.Storage;

/// <summary>The store cannot do what it must; the message names the cause and the remedy and holds no PHI.</summary>
public sealed class StorageException(string message, Exception? inner = null) : IOException(message, inner)
{
    /// <summary>An operation on a file failed: says which folder, why, and what to do about it.</summary>
    internal static StorageException From(string doing, string path, Exception cause) => new($"{doing} failed: {Explain(path, cause)}", cause);

    private static string Explain(string path, Exception cause)
    {
        string folder = Path.GetDirectoryName(path) ?? path;
        return cause switch
        {
            UnauthorizedAccessException => $"no permission in '{folder}'. Give the process the right to read and write there, or use another data folder (--data).",
            DirectoryNotFoundException => $"the folder '{folder}' is gone. Restore it, or use another data folder (--data).",
            IOException { HResult: 28 } => $"the disk that holds '{folder}' is full. Free some space, then run `resume`.",
            IOException { HResult: 30 } => $"'{folder}' is read-only. Use a writable data folder (--data).",
            IOException { HResult: 122 } => $"the disk quota for '{folder}' is spent. Free some space, then run `resume`.",
            _ => $"{cause.Message} Check the disk that holds '{folder}', then run `resume`.",
        };
    }
}
