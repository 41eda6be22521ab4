using System.Runtime.InteropServices;
using System.Text;

namespace ClinSeek.Functions.Storage;

/// <summary>The few file operations that the record rests on: each is atomic, and durable when it returns.</summary>
internal static class DurableFiles
{
    /// <summary>Writes a file unless there is one under the path. Never overwrites, never leaves a half-written file under the path.</summary>
    /// <returns>Whether this call wrote it.</returns>
    /// <exception cref="StorageException">The file system refused.</exception>
    public static bool PutIfAbsent(string path, ReadOnlySpan<byte> content)
    {
        if (File.Exists(path))
        {
            return false;
        }

        string folder = Path.GetDirectoryName(path)!;
        string temporary = Path.Combine(folder, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.tmp");
        CommitPoints.Pass();
        try
        {
            WriteNew(temporary, content);
            if (!Publish(temporary, path))
            {
                File.Delete(temporary);
                return false;
            }

            SyncFolder(folder);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(temporary);
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            DeleteQuietly(temporary);
            throw StorageException.From("Storing a document", path, exception);
        }

        CommitPoints.Pass();
        return true;
    }

    /// <summary>Reads a file, or null where there is none.</summary>
    public static byte[]? Read(string path)
    {
        try
        {
            // Most of what is looked for is not there yet, and an exception costs more than a look.
            return IsAbsent(path) ? null : File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw StorageException.From("Reading a document", path, exception);
        }
    }

    /// <summary>The length of a file; 0 where there is none.</summary>
    public static long Length(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? file.Length : 0;
    }

    /// <summary>Appends one line and waits until it is on the disk.</summary>
    /// <param name="path">The file; made when it is not there.</param>
    /// <param name="length">The length the file must have; anything after it is a torn line of a writer that died, and is cut off.</param>
    /// <param name="line">The line, without its line feed.</param>
    public static void AppendLine(string path, long length, ReadOnlySpan<byte> line)
    {
        byte[] bytes = [.. line, (byte)'\n'];
        CommitPoints.Pass();
        try
        {
            bool isNew = !File.Exists(path);
            using (var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite))
            {
                if (file.Length > length)
                {
                    file.SetLength(length);
                }

                file.Seek(length, SeekOrigin.Begin);
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }

            if (isNew)
            {
                SyncFolder(Path.GetDirectoryName(path)!);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw StorageException.From("Appending to the ledger", path, exception);
        }

        CommitPoints.Pass();
    }

    private static void WriteNew(string path, ReadOnlySpan<byte> content)
    {
        FileStream file;
        try
        {
            file = CreateNew(path);
        }
        catch (DirectoryNotFoundException)
        {
            MakeFolder(Path.GetDirectoryName(path)!);
            file = CreateNew(path);
        }

        using (file)
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }
    }

    /// <summary>Makes a folder, and those above it that are missing; each is in the one above it for good before anything is in it.</summary>
    private static void MakeFolder(string folder)
    {
        string? above = Path.GetDirectoryName(folder);
        if (above is not null && !Directory.Exists(above))
        {
            MakeFolder(above);
        }

        Directory.CreateDirectory(folder);
        if (above is not null)
        {
            SyncFolder(above);
        }
    }

    /// <summary>Makes a new file that only its owner may read, where the system knows such a thing.</summary>
    internal static FileStream CreateNew(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    /// <summary>
    /// Gives a whole file its name unless the name is taken: exactly one of several writers wins. On Unix File.Move looks for
    /// the target and then renames over it, so that two that look at once both win; a rename that may replace nothing cannot,
    /// nor can a hard link where the file system has no such rename.
    /// </summary>
    private static bool Publish(string temporary, string path)
    {
        const int Exists = 17;
        if (!OperatingSystem.IsWindows())
        {
            byte[] from = Encoding.UTF8.GetBytes(temporary + "\0"), to = Encoding.UTF8.GetBytes(path + "\0");
            if (OperatingSystem.IsLinux() && Rename(from, to) is { } renamed)
            {
                return renamed;
            }

            if (Native.Link(from, to) == 0)
            {
                File.Delete(temporary);
                return true;
            }

            if (Marshal.GetLastPInvokeError() == Exists)
            {
                return false;
            }
        }

        // Atomic on Windows; elsewhere the most that a file system without hard links gives.
        File.Move(temporary, path, overwrite: false);
        return true;
    }

    /// <summary>Whether the name was free; null where the system cannot rename so.</summary>
    private static bool? Rename(byte[] from, byte[] to)
    {
        const int Exists = 17, Here = -100;
        const uint ReplaceNothing = 1;
        try
        {
            return Native.Rename(Here, from, Here, to, ReplaceNothing) == 0 ? true : Marshal.GetLastPInvokeError() == Exists ? false : null;
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Whether there surely is no such file: one that may not be looked at is not absent.</summary>
    private static bool IsAbsent(string path)
    {
        const int NoSuchFile = 2;
        return !OperatingSystem.IsWindows() && Native.Access(Encoding.UTF8.GetBytes(path + "\0"), 0) != 0 && Marshal.GetLastPInvokeError() == NoSuchFile;
    }

    private static void DeleteQuietly(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The first failure is the one that counts; a temporary file left behind is named as such and never read.
        }
    }

    /// <summary>Makes a new name in a folder survive a power cut; on Windows the file system's journal does it.</summary>
    private static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        int descriptor = Native.Open(Encoding.UTF8.GetBytes(folder + "\0"), 0);
        if (descriptor < 0)
        {
            return;
        }

        _ = Native.Fsync(descriptor);
        _ = Native.Close(descriptor);
    }

    private static class Native
    {
        [DllImport("libc", EntryPoint = "open", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Open(byte[] path, int flags);

        [DllImport("libc", EntryPoint = "link", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Link(byte[] existing, byte[] name);

        [DllImport("libc", EntryPoint = "renameat2", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Rename(int fromFolder, byte[] from, int toFolder, byte[] to, uint flags);

        [DllImport("libc", EntryPoint = "access", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Access(byte[] path, int mode);

        [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Fsync(int descriptor);

        [DllImport("libc", EntryPoint = "close", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Close(int descriptor);
    }
}
