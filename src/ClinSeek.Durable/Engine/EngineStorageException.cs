using Microsoft.Data.Sqlite;

namespace ClinSeek.Durable.Engine;

/// <summary>
/// The hub cannot be read or written. The engine that meets it stops dispatching; everything committed before stays, and
/// every instance goes on from there at the next start, once the cause is removed.
/// </summary>
public sealed class EngineStorageException : IOException
{
    private const string RestoreIt = "Restore it from a backup together with its -wal file, or move it away to start with an empty hub.";
    private const int Busy = 5, Locked = 6, ReadOnly = 8, IoError = 10, Corrupt = 11, Full = 13, CannotOpen = 14, NotADatabase = 26;

    public EngineStorageException(string path, string cause, string remedy, Exception? innerException = null)
        : base($"The task hub '{path}' {cause}. {remedy}", innerException)
    {
        Path = path;
        Cause = cause;
        Remedy = remedy;
    }

    /// <summary>The hub's file.</summary>
    public string Path { get; }

    /// <summary>What is wrong, as the end of a sentence about the hub.</summary>
    public string Cause { get; }

    /// <summary>What to do about it.</summary>
    public string Remedy { get; }

    internal static EngineStorageException Damaged(string path, Exception exception) =>
        new(path, $"is damaged: a record cannot be read ({exception.Message})", RestoreIt, exception);

    internal static EngineStorageException From(string path, SqliteException exception) =>
        From(path, exception.SqliteErrorCode, exception.Message, exception);

    internal static EngineStorageException From(string path, int code, string message, Exception? innerException = null)
    {
        var (cause, remedy) = (code & 0xff) switch
        {
            Full => ("cannot grow: the disk is full", "Free space on its volume and start again."),
            Corrupt or NotADatabase => ("is damaged or is not a task hub", RestoreIt),
            ReadOnly => ("is read-only", "Give the process write access to the file and its folder."),
            CannotOpen => ("cannot be opened", "Check that its folder exists and that the process may write there."),
            IoError => ("cannot be read or written: the disk reports an error", "Check the volume, then start again."),
            Busy or Locked => ("is locked by another program", "Close the program that has the file open for writing."),
            _ => ("refused a statement", "This is a defect of the engine or of a hub changed by other means; please report it."),
        };
        return new EngineStorageException(path, $"{cause} (SQLite {code}: {message})", remedy, innerException);
    }
}
